/**
 * A tree of phrases: nodes and words are numbers, the root is 0. `add` and `next` give the node after one more word.
 * A node may lead on to others without a word: so the alternatives of a phrase come together again, and phrases that
 * combine them cost the sum of their parts, not the product.
 *
 * One open-addressed table instead of a map for every node: a plain array of numbers is stored and read back as it is.
 */
export type PhraseTree = {
  add(node: number, word: number): number;
  /** A new node that no word leads to. */
  join(): number;
  /** Leads from a node to another without a word. */
  jump(from: number, to: number): void;
  /** By node, where it leads without a word, by one jump or several. */
  jumps(): ReadonlyMap<number, readonly number[]>;
  /** How many nodes there are, the root among them. */
  size(): number;
  /** The words between the nodes; still written to by `add`. */
  table(): PhraseTable;
};

/** Where every node leads by every word: open addressing, a node of 0 is a free slot; its length is a power of two. */
export type PhraseTable = {
  keys: Uint32Array;
  nodes: Uint16Array;
  /** By node, 1 where a word leads on. */
  inner: Uint8Array;
};

/** Half of a 32-bit key. */
const MOST = 0xffff;
const FIRST_SLOTS = 1 << 16;

const emptyTable = (slots: number, inner: Uint8Array): PhraseTable => ({
  keys: new Uint32Array(slots),
  nodes: new Uint16Array(slots),
  inner,
});

const keyOf = (node: number, word: number): number => ((node << 16) | word) >>> 0;

/** The slot of a key, or the free one where it belongs. Fibonacci hashing (Knuth, TAOCP 3, 6.4), linear probing. */
function slotOf({ keys, nodes }: PhraseTable, key: number): number {
  const mask = keys.length - 1;
  const mixed = Math.imul(key, 0x9e3779b1);
  let slot = (mixed ^ (mixed >>> 15)) & mask;
  while (nodes[slot] !== 0 && keys[slot] !== key) slot = (slot + 1) & mask;
  return slot;
}

/** The node after one more word, 0 when no phrase goes on like this. */
export const nextNode = (table: PhraseTable, node: number, word: number): number =>
  table.nodes[slotOf(table, keyOf(node, word))] ?? 0;

function enter(table: PhraseTable, key: number, node: number): void {
  const slot = slotOf(table, key);
  table.keys[slot] = key;
  table.nodes[slot] = node;
}

function grown(table: PhraseTable): PhraseTable {
  const larger = emptyTable(table.keys.length * 2, table.inner);
  table.nodes.forEach((node, slot) => {
    if (node !== 0) enter(larger, table.keys[slot] ?? 0, node);
  });
  return larger;
}

/** @throws Error from `add` past 65,535 nodes or words; the languages of the product need half of that. */
export function createPhraseTree(): PhraseTree {
  let table = emptyTable(FIRST_SLOTS, new Uint8Array(MOST + 1));
  let size = 1;
  const direct = new Map<number, number[]>();
  const reach = (node: number): number[] => (direct.get(node) ?? []).flatMap((to) => [to, ...reach(to)]);
  const made = (): number => {
    if (size > MOST) throw new Error('the lexicon has outgrown its keys: widen them');
    return size++;
  };
  return {
    jumps: () => new Map([...direct.keys()].map((node) => [node, [...new Set(reach(node))]])),
    join: made,
    size: () => size,
    table: () => table,
    jump(from, to) {
      const known = direct.get(from);
      if (known) known.push(to);
      else direct.set(from, [to]);
    },
    add(from, word) {
      const known = nextNode(table, from, word);
      if (known !== 0) return known;
      if (word > MOST) throw new Error('the lexicon has outgrown its keys: widen them');
      const node = made();
      if (node * 2 > table.keys.length) table = grown(table);
      enter(table, keyOf(from, word), node);
      table.inner[from] = 1;
      return node;
    },
  };
}
