import type { ChartNode } from '../chart/chart.js';
import type { Reading } from '../engine.js';

/**
 * Names that are also words («شرق», «السلام») count as places only beside words of place, and right after an offence
 * where no other place is named: «سرقات شرق الشهر الماضي».
 */
export function placesAfterOffence({ nodes, cover }: Reading): ChartNode<'place'>[] {
  if (cover.some(({ symbol }) => symbol === 'places')) return [];
  const offences = cover.filter(({ symbol }) => symbol === 'offences');
  const free = ({ start, end }: ChartNode): boolean =>
    cover.every(
      (node) => node.end <= start || node.start >= end || (PASSED_OVER.has(node.symbol) && node.end <= end),
    );
  const found = nodes.find(
    (node): node is ChartNode<'place'> =>
      node.symbol === 'place' &&
      (node as ChartNode<'place'>).value.bound === true &&
      node.how !== 'typo' &&
      offences.some(({ end }) => node.start - end === 1) &&
      free(node),
  );
  return found ? [found] : [];
}

/** What a name that is also a word may have been read as: a greeting («السلام»). */
const PASSED_OVER: ReadonlySet<string> = new Set(['cue', 'filler']);

/**
 * Words that are a place or "around me" («حولي»): a radius makes them the latter, anything else the former.
 * Returns the starts of those that are not what they look like.
 */
export function ambiguousNear(
  reading: Reading,
  cues: readonly ChartNode<'cue'>[],
): { cues: Set<number>; places: Set<number> } {
  const radius = reading.cover.some(
    (node) => node.symbol === 'slot' && (node as ChartNode<'slot'>).value.kind === 'radius',
  );
  const around =
    radius ||
    reading.wording('aroundMe').test(reading.source.text) ||
    reading.wording('aroundMe').test(reading.spoken);
  const result = { cues: new Set<number>(), places: new Set<number>() };
  for (const cue of cues) {
    const place = reading.nodes.find(
      (node) => node.symbol === 'place' && node.start === cue.start && node.end === cue.end,
    );
    if (cue.value !== 'nearMe' || !place) continue;
    (around ? result.places : result.cues).add(cue.start);
  }
  return result;
}
