import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadGazetteer, loadOffences } from '../../src/gazetteer/gazetteer.js';
import { createTranslator, type Translator } from '../../src/i18n/translate.js';
import { projectRoot } from '../../src/root.js';

export const LOCALES_FOLDER = join(projectRoot(), 'locales');

/** The product's translator, with more texts under `test` for the sentences that a test needs. */
export function translatorWith(texts: Readonly<Record<'en' | 'ar', Record<string, string>>>): Translator {
  const folder = mkdtempSync(join(tmpdir(), 'locales-'));
  for (const [locale, test] of Object.entries(texts)) {
    const shipped = JSON.parse(readFileSync(join(LOCALES_FOLDER, `${locale}.json`), 'utf8'));
    writeFileSync(join(folder, `${locale}.json`), JSON.stringify({ ...shipped, test }));
  }
  return createTranslator({ folder, gazetteer: loadGazetteer(), offences: loadOffences() });
}

const VISIBLE: Readonly<Record<string, string>> = {
  '\u2066': '[l ',
  '\u2067': '[r ',
  '\u2068': '[? ',
  '\u2069': ']',
  '\u200F': '[rlm]',
};

/** The text with its invisible direction characters spelt out, so that a test can be read. */
export const visible = (text: string): string =>
  text.replace(/[\u2066-\u2069\u200F]/g, (c) => VISIBLE[c] ?? c);
