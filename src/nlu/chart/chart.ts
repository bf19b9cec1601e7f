import type { Rule, RuleFamily } from './rule.js';
import type { SymbolName, Values } from './symbols.js';

/** How the words of a node were recognised; everything but `exact` and `arabizi` is a guess. */
export type Recognition = 'exact' | 'arabizi' | 'typo';

/** A stretch [start, end) of the folded text read as a symbol. */
export type ChartNode<S extends SymbolName = SymbolName> = {
  symbol: S;
  value: Values[S];
  start: number;
  end: number;
  score: number;
  /** Worst recognition among its words. */
  how: Recognition;
  rule: string;
};

export type Grammar = { byLast: ReadonlyMap<SymbolName, readonly Rule[]> };

/** Indexes rules by their last element, which is what completes them when text is read from the start. */
export function createGrammar(families: readonly RuleFamily[]): Grammar {
  const byLast = new Map<SymbolName, Rule[]>();
  for (const rule of families.flat()) {
    const last = rule.elements.at(-1);
    if (!last) continue;
    const list = byLast.get(last);
    if (list) list.push(rule);
    else byLast.set(last, [rule]);
  }
  return { byLast };
}

/** More nodes than this and the rest of the text is read word by word only. Keeps every input in bounded time. */
export const NODE_CAP = 1500;
/** Likewise for attempts to complete a rule. */
const STEP_CAP = 40_000;
const SAME_SPAN_CAP = 4;

const WORST: Record<Recognition, number> = { exact: 0, arabizi: 1, typo: 2 };
export const worse = (a: Recognition, b: Recognition): Recognition => (WORST[a] >= WORST[b] ? a : b);

/**
 * Bottom-up chart: applies the grammar wherever it fits and returns all nodes, the given ones included.
 *
 * Nodes are taken in the order in which they end, so everything left of a node is complete when it is looked at and
 * every production is tried exactly once, at its last element.
 *
 * @param skip for every offset the next one that means something (see `skipTable`).
 */
export function buildChart(
  grammar: Grammar,
  lexical: readonly ChartNode[],
  skip: Int32Array,
): { nodes: ChartNode[]; full: boolean } {
  const nodes: ChartNode[] = [];
  const endingAt = new Map<number, ChartNode[]>();
  const agenda: ChartNode[] = [];
  const queue = [...lexical].sort((a, b) => a.end - b.end || b.start - a.start);

  let steps = 0;

  const add = (node: ChartNode): void => {
    if (nodes.length >= NODE_CAP) return;
    const at = skip[node.end] ?? node.end;
    const before = endingAt.get(at);
    if (!before) endingAt.set(at, [node]);
    else {
      let better = 0;
      for (const other of before) {
        if (other.symbol === node.symbol && other.start === node.start && other.score >= node.score) better++;
      }
      if (better >= SAME_SPAN_CAP) return;
      before.push(node);
    }
    nodes.push(node);
    agenda.push(node);
  };

  const finish = (rule: Rule, index: number, start: number, chain: ChartNode[], end: number): void => {
    if (nodes.length >= NODE_CAP || steps++ > STEP_CAP) return;
    if (index < 0) {
      const made = produce(rule, chain, start, end);
      if (made) add(made);
      return;
    }
    const wanted = rule.elements[index];
    const candidates = endingAt.get(start);
    if (!candidates) return;
    for (let i = 0; i < candidates.length; i++) {
      const node = candidates[i];
      if (!node || node.symbol !== wanted || node.start >= start) continue;
      chain[index] = node;
      finish(rule, index - 1, node.start, chain, end);
    }
  };

  const drain = (): void => {
    for (let node = agenda.pop(); node; node = agenda.pop()) {
      for (const rule of grammar.byLast.get(node.symbol) ?? []) {
        const last = rule.elements.length - 1;
        const chain: ChartNode[] = new Array(last + 1);
        chain[last] = node;
        finish(rule, last - 1, node.start, chain, node.end);
      }
    }
  };

  for (let i = 0; i < queue.length; ) {
    const end = queue[i]?.end;
    for (; i < queue.length && queue[i]?.end === end; i++) {
      const node = queue[i];
      if (node) add(node);
    }
    drain();
  }
  return { nodes, full: nodes.length >= NODE_CAP };
}

function produce(rule: Rule, chain: readonly ChartNode[], start: number, end: number): ChartNode | null {
  const value = rule.make(rule.arguments.map((at) => (at < 0 ? undefined : chain[at]?.value)));
  if (value === null || value === undefined) return null;
  let score = rule.score;
  let how: Recognition = 'exact';
  for (const child of chain) {
    score += child.score;
    how = worse(how, child.how);
  }
  // The value's type was tied to the symbol where the rule was written.
  return { symbol: rule.symbol, value: value as Values[SymbolName], start, end, score, how, rule: rule.name };
}
