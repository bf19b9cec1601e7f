/** Which of a file's ids may have come before: never wrong about one that has, seldom about one that has not. */
export type SeenIds = { add(id: string): void; mayHold(id: string): boolean };

const BITS_AN_ID = 12;
const HASHES = 4;
const LEAST_BITS = 2 ** 13;
/** 16 MB: beyond ten million ids it says "maybe" more often, and stays right. */
const MOST_BITS = 2 ** 27;

/**
 * Remembers ids in constant memory: about one unknown id in three hundred is taken for known.
 * Method: Bloom, "Space/time trade-offs in hash coding with allowable errors", 1970; further hashes are sums of two
 * (Kirsch and Mitzenmacher, "Less hashing, same performance", 2006).
 *
 * @param expected how many ids will come.
 */
export function seenIds(expected: number): SeenIds {
  const wanted = 2 ** Math.ceil(Math.log2(Math.max(1, expected) * BITS_AN_ID));
  const bits = Math.min(MOST_BITS, Math.max(LEAST_BITS, wanted));
  const words = new Uint32Array(bits / 32);
  const eachBit = (id: string, visit: (word: number, bit: number) => boolean): boolean => {
    const first = hashOf(id, 0x811c9dc5);
    const step = hashOf(id, 0x01000193) | 1;
    for (let i = 0; i < HASHES; i++) {
      const at = (first + Math.imul(i, step)) & (bits - 1);
      if (!visit(at >>> 5, 1 << (at & 31))) return false;
    }
    return true;
  };
  return {
    add: (id) =>
      void eachBit(id, (word, bit) => {
        words[word] = (words[word] ?? 0) | bit;
        return true;
      }),
    mayHold: (id) => eachBit(id, (word, bit) => ((words[word] ?? 0) & bit) !== 0),
  };
}

/** FNV-1a over the letters, with a last stir so that the low bits depend on all of them. */
function hashOf(text: string, seed: number): number {
  let hash = seed;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return hash ^ (hash >>> 13);
}
