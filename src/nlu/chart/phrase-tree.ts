/**
 * A tree of phrases: nodes and words are numbers, the root is 0. `add` and `next` give the node after one more word.
 *
 * One open-addressed table instead of a map for every node: some 20,000 phrases are entered at every start.
 */
export type PhraseTree = {
  add(node: number, word: number): number;
  /** 0 when no phrase goes on like this. */
  next(node: number, word: number): number;
  goesOn(node: number): boolean;
};

/** Half of a 32-bit key. */
const MOST = 0xffff;
const FIRST_SLOTS = 1 << 16;

type Table = { keys: Uint32Array; nodes: Uint32Array; mask: number };

const emptyTable = (slots: number): Table => ({
  keys: new Uint32Array(slots),
  nodes: new Uint32Array(slots),
  mask: slots - 1,
});

/** The slot of a key, or the free one where it belongs. Fibonacci hashing (Knuth, TAOCP 3, 6.4), linear probing. */
function slotOf({ keys, nodes, mask }: Table, key: number): number {
  const mixed = Math.imul(key, 0x9e3779b1);
  let slot = (mixed ^ (mixed >>> 15)) & mask;
  while (nodes[slot] !== 0 && keys[slot] !== key) slot = (slot + 1) & mask;
  return slot;
}

function enter(table: Table, key: number, node: number): void {
  const slot = slotOf(table, key);
  table.keys[slot] = key;
  table.nodes[slot] = node;
}

function grown(table: Table): Table {
  const larger = emptyTable(table.keys.length * 2);
  table.nodes.forEach((node, slot) => {
    if (node !== 0) enter(larger, table.keys[slot] ?? 0, node);
  });
  return larger;
}

/** @throws Error from `add` past 65,535 nodes or words; the languages of the product need a third of that. */
export function createPhraseTree(): PhraseTree {
  let table = emptyTable(FIRST_SLOTS);
  let size = 1;
  const inner = new Uint8Array(MOST + 1);
  const keyOf = (node: number, word: number): number => ((node << 16) | word) >>> 0;
  const next = (node: number, word: number): number => table.nodes[slotOf(table, keyOf(node, word))] ?? 0;
  return {
    next,
    add(node, word) {
      const known = next(node, word);
      if (known !== 0) return known;
      if (size > MOST || word > MOST) throw new Error('the lexicon has outgrown its keys: widen them');
      if (size * 2 > table.keys.length) table = grown(table);
      enter(table, keyOf(node, word), size);
      inner[node] = 1;
      return size++;
    },
    goesOn: (node) => inner[node] === 1,
  };
}
