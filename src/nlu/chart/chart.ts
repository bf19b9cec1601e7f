import type { Completion, Grammar } from './grammar.js';
import type { Rule } from './rule.js';
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

/** A chart never holds more nodes than this: what comes later is not read at all. */
export const NODE_CAP = 1200;
/**
 * More nodes than this, or more steps in looking for rules, and the rest of the text is read word by word only.
 * Real messages need a tenth of either; together they keep every input in bounded time.
 */
export const PHRASE_CAP = 500;
export const STEP_CAP = 4000;
const SAME_SPAN_CAP = 4;

const WORST: Record<Recognition, number> = { exact: 0, arabizi: 1, typo: 2 };
/** The less sure of two. */
export const worse = (a: Recognition, b: Recognition): Recognition => (WORST[a] >= WORST[b] ? a : b);

/** All readings of a text in the order in which they end; `steps` is the work it took, `full` that a cap was met. */
export type Chart = { nodes: ChartNode[]; steps: number; full: boolean };

/** Nodes that end before one offset, with the ids of their symbols. */
type Ending = { nodes: ChartNode[]; ids: number[] };

/** A rule that fits, with its elements from first to last. */
type Match = { completion: Completion; elements: readonly ChartNode[]; start: number };

type Work = {
  grammar: Grammar;
  skip: readonly number[];
  endings: (Ending | undefined)[];
  nodes: ChartNode[];
  agenda: ChartNode[];
  agendaIds: number[];
  /** The elements found so far, from the last to the first. */
  trail: ChartNode[];
  matches: Match[];
  steps: number;
  full: boolean;
};

/**
 * Bottom-up chart: applies the grammar wherever it fits and returns all nodes, the given ones included.
 *
 * Nodes are taken in the order in which they end, so everything left of a node is complete when it is looked at and
 * every production is tried exactly once, at its last element.
 *
 * @param skip for every offset the next one that means something (see `skipTable`).
 */
export function buildChart(grammar: Grammar, lexical: readonly ChartNode[], skip: readonly number[]): Chart {
  const work: Work = {
    grammar,
    skip,
    endings: new Array(skip.length),
    nodes: [],
    agenda: [],
    agendaIds: [],
    trail: [],
    matches: [],
    steps: 0,
    full: false,
  };
  const queue = [...lexical].sort((a, b) => a.end - b.end || b.start - a.start);
  let end = -1;
  for (const node of queue) {
    if (node.end !== end) drain(work);
    end = node.end;
    add(work, node, grammar.idOf.get(node.symbol) ?? -1);
  }
  drain(work);
  return { nodes: work.nodes, steps: work.steps, full: work.full };
}

function add(work: Work, node: ChartNode, id: number): void {
  if (work.nodes.length >= NODE_CAP) {
    work.full = true;
    return;
  }
  const at = work.skip[node.end] ?? node.end;
  const ending = work.endings[at];
  if (!ending) work.endings[at] = { nodes: [node], ids: [id] };
  else {
    if (crowded(ending.nodes, node)) return;
    ending.nodes.push(node);
    ending.ids.push(id);
  }
  work.nodes.push(node);
  if (id < 0) return;
  work.agenda.push(node);
  work.agendaIds.push(id);
}

/** Enough readings of the same letters as the same symbol, none of them worse. */
function crowded(ending: readonly ChartNode[], node: ChartNode): boolean {
  let better = 0;
  for (let i = ending.length - 1; i >= 0; i--) {
    const other = ending[i];
    if (!other || other.symbol !== node.symbol || other.start !== node.start) continue;
    if (other.score >= node.score) better++;
  }
  return better >= SAME_SPAN_CAP;
}

/** Completes rules with the nodes that wait, last in first out, until nothing new is made. */
function drain(work: Work): void {
  const { agenda, agendaIds, grammar, matches, trail } = work;
  for (let node = agenda.pop(); node; node = agenda.pop()) {
    const id = agendaIds.pop() ?? 0;
    const from = grammar.next[id];
    if (!from) continue;
    trail.length = 0;
    trail.push(node);
    matches.length = 0;
    look(work, from, node.start);
    // Rules apply in the order in which they were written, whatever their place in the tree.
    if (matches.length > 1) matches.sort((a, b) => a.completion.order - b.completion.order);
    for (const { completion, elements, start } of matches) {
      const made = produce(completion.rule, elements, start, node.end);
      if (made) add(work, made, completion.made);
    }
  }
}

/** Collects the rules that are complete at a node of the tree, and those that go on before `start`. */
function look(work: Work, at: number, start: number): void {
  const { grammar, trail } = work;
  const complete = grammar.complete[at];
  if (complete) {
    const elements = trail.length === 1 ? trail.slice() : trail.slice().reverse();
    for (const completion of complete) work.matches.push({ completion, elements, start });
  }
  if (grammar.goesOn[at] === 0) return;
  const ending = work.endings[start];
  if (!ending) return;
  const row = at * grammar.width;
  const { nodes, ids } = ending;
  for (let i = 0; i < nodes.length; i++) {
    const next = grammar.next[row + (ids[i] ?? -1)];
    const node = nodes[i];
    if (!next || !node || (ids[i] ?? -1) < 0) continue;
    if (work.nodes.length >= PHRASE_CAP || work.steps++ >= STEP_CAP) {
      work.full = true;
      return;
    }
    trail.push(node);
    look(work, next, node.start);
    trail.pop();
  }
}

function produce(rule: Rule, elements: readonly ChartNode[], start: number, end: number): ChartNode | null {
  const { arguments: positions } = rule;
  const args: unknown[] = [];
  for (const at of positions) args.push(at < 0 ? undefined : elements[at]?.value);
  const value = rule.make(args);
  if (value === null || value === undefined) return null;
  let score = rule.score;
  let how: Recognition = 'exact';
  for (const child of elements) {
    score += child.score;
    if (child.how !== 'exact') how = worse(how, child.how);
  }
  // The value's type was tied to the symbol where the rule was written.
  return { symbol: rule.symbol, value: value as Values[SymbolName], start, end, score, how, rule: rule.name };
}
