import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { directionOf, isolateForeignRuns } from './bidi.js';

/** Texts by room and key, as deep as the file likes. */
export type TextTree = { readonly [key: string]: string | TextTree };

const key = z.string().regex(/^[a-z][a-z0-9_]*$/, 'keys are lower case with underscores');
const tree: z.ZodType<TextTree> = z.lazy(() => z.record(key, z.union([z.string().min(1), tree])));
const file = z
  .object({
    language: z.object({
      /** The BCP 47 tag by which numbers and dates are written. */
      format: z.string().refine(isTag, 'must be a language tag such as ar-KW'),
    }),
  })
  .catchall(z.union([z.string().min(1), tree]));

/** A language of the product: its tag (the file's name), how it writes numbers and dates, and its texts. */
export type LanguageFile = { locale: string; format: string; texts: TextTree };

/**
 * Reads every `<tag>.json` of the folder, in alphabetical order.
 *
 * @throws Error naming the file when one is not JSON or not of the expected shape, or when there is none.
 */
export function readLanguages(folder: string): LanguageFile[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  if (names.length === 0) throw new Error(`no language file (<tag>.json) in ${folder}`);
  return names.sort().map((name) => readLanguage(folder, name));
}

function readLanguage(folder: string, name: string): LanguageFile {
  const locale = name.slice(0, -'.json'.length);
  const result = file.safeParse(parseJson(join(folder, name)));
  if (!result.success) throw new Error(`${join(folder, name)}: ${z.prettifyError(result.error)}`);
  const texts: TextTree = result.data;
  const { format } = result.data.language;
  return {
    locale,
    format,
    texts: directionOf(format) === 'rtl' ? mapTexts(texts, isolateForeignRuns) : texts,
  };
}

function parseJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new Error(`${path} is not JSON`, { cause });
  }
}

function mapTexts(texts: TextTree, change: (text: string) => string): TextTree {
  return Object.fromEntries(
    Object.entries(texts).map(([name, value]) => [
      name,
      typeof value === 'string' ? change(value) : mapTexts(value, change),
    ]),
  );
}

function isTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
