import type { Rule, RuleFamily } from './rule.js';
import type { SymbolName } from './symbols.js';

/** A rule that is complete where the tree ends. */
export type Completion = {
  rule: Rule;
  /** Id of the symbol it makes; see `Grammar.idOf`. */
  made: number;
  /** Place of the rule among all, which decides what is made first. */
  order: number;
};

/**
 * All rules as one tree over their elements, read from the last to the first: text is read from the start, so its
 * last element is what completes a rule, and rules that end alike are looked for together.
 *
 * Nodes of the tree are numbers, 0 the root. `next[node * width + id]` is the node after one more symbol, 0 = none.
 */
export type Grammar = {
  idOf: ReadonlyMap<SymbolName, number>;
  width: number;
  next: Int16Array;
  /** Rules complete at a node; undefined for most. */
  complete: readonly (readonly Completion[] | undefined)[];
  /** 1 where a longer rule goes on. */
  goesOn: Uint8Array;
};

const nothing: readonly Completion[] = [];

/** @throws Error for more rules than the tables can number; there are some 1,100 of 32,767. */
export function createGrammar(families: readonly RuleFamily[]): Grammar {
  const rules = families.flat();
  const idOf = new Map<SymbolName, number>();
  const number = (symbol: SymbolName): number => {
    const known = idOf.get(symbol);
    if (known !== undefined) return known;
    idOf.set(symbol, idOf.size);
    return idOf.size - 1;
  };
  let most = 1;
  for (const { symbol, elements } of rules) {
    number(symbol);
    for (const element of elements) number(element);
    most += elements.length;
  }
  if (most > 32_767) throw new Error('the grammar has outgrown its tables: widen Grammar.next');
  const width = idOf.size;
  const next = new Int16Array(most * width);
  const goesOn = new Uint8Array(most);
  const complete: (readonly Completion[] | undefined)[] = new Array(most).fill(undefined);
  let size = 1;
  rules.forEach((rule, order) => {
    let node = 0;
    for (let i = rule.elements.length - 1; i >= 0; i--) {
      const element = rule.elements[i];
      if (element === undefined) continue;
      const at = node * width + number(element);
      goesOn[node] = 1;
      node = next[at] || size++;
      next[at] = node;
    }
    complete[node] = [...(complete[node] ?? nothing), { rule, made: number(rule.symbol), order }];
  });
  return { idOf, width, next, complete, goesOn };
}
