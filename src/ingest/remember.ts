/** Distinct texts that are remembered; a column of free text must not fill the memory. */
export const REMEMBERED = 20_000;

/**
 * A pure reader of texts that remembers what it read: the words, days and times of a column come again and again, and
 * looking one up takes a fraction of reading it.
 */
export function remember<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  // Many cells are empty: they are answered without a look.
  const empty = read('');
  return (text) => {
    if (text === '') return empty;
    const found = known.get(text);
    if (found !== undefined || known.has(text)) return found as T;
    const fresh = read(text);
    if (known.size < REMEMBERED) known.set(ownCopy(text), fresh);
    return fresh;
  };
}

/** The same text in memory of its own: a cell is a view of the block of the file that it was cut from, and keeps it. */
function ownCopy(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}
