import type { ChartNode } from '../chart/chart.js';
import type { When } from './values.js';

/** Time readings of a chart in order of preference: the longest, then the best scored, then the first. */
export function timeReadings(
  nodes: readonly ChartNode[],
): { when: When; start: number; end: number; score: number }[] {
  return nodes
    .filter((node): node is ChartNode<'when'> => node.symbol === 'when')
    .map(({ value, start, end, score }) => ({ when: value, start, end, score }))
    .sort((a, b) => b.end - b.start - (a.end - a.start) || b.score - a.score || a.start - b.start);
}
