import { nameKey } from './text.js';

/** What a thing is called: its own names first, then what else people write for it. */
export type Called = { id: string; names: readonly string[]; synonyms: readonly string[] };

/**
 * Folded name -> id. A main name wins over another thing's synonym; a name that two things share on the same level is
 * left out, because nobody can say which is meant.
 */
export function nameLookup(things: readonly Called[]): Map<string, string> {
  const names = uniqueKeys(things.map(({ id, names }) => ({ id, names })));
  const synonyms = uniqueKeys(things.map(({ id, synonyms }) => ({ id, names: synonyms })));
  for (const [key, id] of synonyms) if (!names.has(key)) names.set(key, id);
  return names;
}

function uniqueKeys(things: readonly { id: string; names: readonly string[] }[]): Map<string, string> {
  const keys = new Map<string, string>();
  const doubtful = new Set<string>();
  for (const { id, names } of things) {
    for (const name of names) {
      const key = nameKey(name);
      const other = keys.get(key);
      if (other !== undefined && other !== id) doubtful.add(key);
      else if (key !== '') keys.set(key, id);
    }
  }
  for (const key of doubtful) keys.delete(key);
  return keys;
}
