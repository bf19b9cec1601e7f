import { mkdtempSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadGazetteer, loadOffences } from '../src/gazetteer/gazetteer.js';
import { loadLexicon, storeLexicon } from '../src/lexicon.js';
import { compileWords } from '../src/nlu/engine.js';
import { LANGUAGES } from '../src/nlu/languages.js';

const data = { gazetteer: loadGazetteer(), offences: loadOffences() };
const folder = mkdtempSync(join(tmpdir(), 'khareetaty-lexicon-'));
const path = join(folder, 'lexicon.bin');

beforeAll(() => storeLexicon(data, path));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the lexicon that a build keeps', () => {
  it('is the one that its words and names compile to', () => {
    expect(loadLexicon(data, path)).toEqual(compileWords(data, LANGUAGES));
  });

  it('is passed over for names that it does not know', () => {
    const [area, ...others] = data.gazetteer.areas;
    if (!area) throw new Error('the gazetteer is empty');
    const renamed = { ...area, aliasesEn: [...area.aliasesEn, 'Newtown'] };
    const other = { ...data, gazetteer: { ...data.gazetteer, areas: [renamed, ...others] } };
    expect(loadLexicon(other, path).lexicon.words).toContain('newtown');
    expect(loadLexicon(data, path).lexicon.words).not.toContain('newtown');
  });

  it('is compiled where there is no build', () => {
    expect(loadLexicon(data, join(folder, 'none.bin'))).toEqual(compileWords(data, LANGUAGES));
  });

  it('says what to do when it was damaged', () => {
    const cut = join(folder, 'cut.bin');
    storeLexicon(data, cut);
    truncateSync(cut, 1000);
    expect(() => loadLexicon(data, cut)).toThrow('npm run build');
  });
});
