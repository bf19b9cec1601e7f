/** Distinct texts that are remembered; a column of free text must not fill the memory. */
const REMEMBERED = 20_000;

/**
 * A pure reader of texts that remembers what it read: the words, days and times of a column come again and again, and
 * looking one up takes a fraction of reading it.
 */
export function remember<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined || known.has(text)) return found as T;
    const fresh = read(text);
    if (known.size < REMEMBERED) known.set(text, fresh);
    return fresh;
  };
}
