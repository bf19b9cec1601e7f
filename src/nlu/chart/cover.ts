import type { ChartNode } from './chart.js';
import type { SymbolName } from './symbols.js';

/** How much a letter is worth when it is explained by a node of this symbol; others take no part in the reading. */
const WORTHS: Partial<Record<SymbolName, number>> = {
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
const WORTH: ReadonlyMap<string, number> = new Map(Object.entries(WORTHS));

/** Every node costs this much, so that one long reading beats several short ones over the same letters. */
const NODE_COST = 0.8;

/** A single digit is a whole word, however short. */
const letters = (node: ChartNode): number =>
  node.symbol === 'num' ? Math.max(node.end - node.start, 4) : node.end - node.start;

/** Nodes of other symbols are worth nothing, however well they score. */
function worthOf(node: ChartNode): number {
  const perLetter = WORTH.get(node.symbol);
  return perLetter === undefined ? 0 : letters(node) * perLetter - NODE_COST + node.score;
}

/**
 * The best sequence of readings that do not overlap, by dynamic programming over the text; gaps are free.
 *
 * @param nodes in the order in which they end, as the chart gives them.
 */
export function bestCover(nodes: readonly ChartNode[], length: number): ChartNode[] {
  const best = [0];
  const taken: (ChartNode | undefined)[] = new Array(length + 1);
  let filled = 0;
  for (const node of nodes) {
    const worth = worthOf(node);
    if (worth <= 0) continue;
    // Up to where the node ends nothing better is to come: carry the best so far.
    while (filled < node.end) {
      best[filled + 1] = best[filled] ?? 0;
      filled++;
    }
    const total = (best[node.start] ?? 0) + worth;
    if (total > (best[node.end] ?? 0) + 1e-9) {
      best[node.end] = total;
      taken[node.end] = node;
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
