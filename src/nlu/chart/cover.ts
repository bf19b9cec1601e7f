import type { ChartNode } from './chart.js';
import type { SymbolName } from './symbols.js';

/** How much a letter is worth when it is explained by a node of this symbol; others take no part in the reading. */
const WORTH: Partial<Record<SymbolName, number>> = {
  exclusion: 1.2,
  slot: 1.1,
  when: 1,
  places: 1,
  offences: 1,
  outside: 0.95,
  cue: 0.9,
  statusWord: 0.6,
  priorityWord: 0.6,
  languageName: 0.7,
  topicWord: 0.6,
  frequencyWord: 0.6,
  groupNoun: 0.5,
  areaPlural: 0.5,
  incident: 0.5,
  taskNoun: 0.5,
  alertNoun: 0.5,
  areaNoun: 0.4,
  governorateNoun: 0.4,
  nearWord: 0.4,
  rankWord: 0.4,
  distance: 0.7,
  top: 0.4,
  by: 0.4,
  latest: 0.4,
  except: 0.4,
  myArea: 0.6,
  priorityNoun: 0.5,
  dueWord: 0.4,
  versus: 0.4,
  weekend: 0.4,
  every: 0.4,
  filler: 0.5,
  num: 0.4,
};

/** Every node costs this much, so that one long reading beats several short ones over the same letters. */
const NODE_COST = 0.8;

/** A single digit is a whole word, however short. */
const letters = (node: ChartNode): number =>
  node.symbol === 'num' ? Math.max(node.end - node.start, 4) : node.end - node.start;

const worthOf = (node: ChartNode): number =>
  letters(node) * (WORTH[node.symbol] ?? 0) - NODE_COST + node.score;

/** The best sequence of readings that do not overlap, by dynamic programming over the text; gaps are free. */
export function bestCover(nodes: readonly ChartNode[], length: number): ChartNode[] {
  const endingAt = new Map<number, ChartNode[]>();
  for (const node of nodes) {
    if (!(node.symbol in WORTH) || worthOf(node) <= 0) continue;
    const list = endingAt.get(node.end);
    if (list) list.push(node);
    else endingAt.set(node.end, [node]);
  }
  const best = new Float64Array(length + 1);
  const taken: (ChartNode | null)[] = new Array(length + 1).fill(null);
  for (let end = 1; end <= length; end++) {
    best[end] = best[end - 1] ?? 0;
    for (const node of endingAt.get(end) ?? []) {
      const total = (best[node.start] ?? 0) + worthOf(node);
      if (total > (best[end] ?? 0) + 1e-9) {
        best[end] = total;
        taken[end] = node;
      }
    }
  }
  const cover: ChartNode[] = [];
  for (let at = length; at > 0; ) {
    const node = taken[at];
    if (node) cover.push(node);
    at = node ? node.start : at - 1;
  }
  return cover.reverse();
}
