import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOCALES_FOLDER } from './translators.js';

type Tree = { [key: string]: string | Tree };

/** Every text of a language by its full key. */
export type Texts = ReadonlyMap<string, string>;

/** The languages of the product, discovered from the folder. */
export function languages(): ReadonlyMap<string, Texts> {
  const files = readdirSync(LOCALES_FOLDER).filter((name) => name.endsWith('.json'));
  return new Map(
    files.map((name) => {
      const tree: Tree = JSON.parse(readFileSync(join(LOCALES_FOLDER, name), 'utf8'));
      return [name.replace('.json', ''), new Map(flatten(tree, ''))];
    }),
  );
}

function flatten(tree: Tree, path: string): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[path + key, value]] : flatten(value, `${path}${key}.`),
  );
}

const PLURAL = /_(zero|one|two|few|many|other)$/;

/** The key that code writes: without the plural category. A key is counted only where `_other` stands beside it. */
export function baseOf(key: string, texts: Texts): string {
  const base = key.replace(PLURAL, '');
  return texts.has(`${base}_other`) ? base : key;
}

/** The plural categories in which a language has each text that is counted. */
export function pluralsOf(texts: Texts): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const key of texts.keys()) {
    const base = baseOf(key, texts);
    if (base !== key) found.set(base, [...(found.get(base) ?? []), key.slice(base.length + 1)]);
  }
  return found;
}

/** The names in a text's `{{placeholders}}`. */
export const placeholdersOf = (text: string): string[] =>
  [...new Set(Array.from(text.matchAll(/\{\{\s*(\w+)\s*\}\}/g), (match) => match[1] ?? ''))].sort();
