/**
 * A tree of phrases: nodes and words are numbers, the root is 0. `add` and `next` give the node after one more word.
 * A node may lead on to others without a word: so the alternatives of a phrase come together again, and phrases that
 * combine them cost the sum of their parts, not the product.
 *
 * One open-addressed table instead of a map for every node: some 10,000 phrases are entered at every start.
 */
export type PhraseTree = {
  add(node: number, word: number): number;
  /** 0 when no phrase goes on like this. */
  next(node: number, word: number): number;
  /** A new node that no word leads to. */
  join(): number;
  /** Leads from a node to another without a word. */
  jump(from: number, to: number): void;
  /** By node, where it leads without a word, by one jump or several. */
  jumps(): ReadonlyMap<number, readonly number[]>;
  goesOn(node: number): boolean;
  /** How many nodes there are, the root among them. */
  size(): number;
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
  const direct = new Map<number, number[]>();
  const reach = (node: number): number[] => (direct.get(node) ?? []).flatMap((to) => [to, ...reach(to)]);
  const made = (): number => {
    if (size > MOST) throw new Error('the lexicon has outgrown its keys: widen them');
    return size++;
  };
  return {
    next,
    jumps: () => new Map([...direct.keys()].map((node) => [node, [...new Set(reach(node))]])),
    join: made,
    size: () => size,
    jump(from, to) {
      const known = direct.get(from);
      if (known) known.push(to);
      else direct.set(from, [to]);
    },
    add(from, word) {
      const known = next(from, word);
      if (known !== 0) return known;
      if (word > MOST) throw new Error('the lexicon has outgrown its keys: widen them');
      const node = made();
      if (node * 2 > table.keys.length) table = grown(table);
      enter(table, keyOf(from, word), node);
      inner[from] = 1;
      return node;
    },
    goesOn: (node) => inner[node] === 1,
  };
}
