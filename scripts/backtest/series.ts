import { dailySeries } from '../../src/analytics/series.js';
import type { Incidents } from './read.js';
import type { NamedSeries } from './score-forecasts.js';

/** Fewer incidents than this in all are no series to forecast. */
const FEWEST_INCIDENTS = 200;

/** The total, then the most frequent categories and districts, at most `most` of each. */
export function seriesOf(
  incidents: Incidents,
  span: { firstDay: number; lastDay: number },
  most: number,
): NamedSeries[] {
  const { dayNumber, category, district } = incidents;
  const days = { fromDay: span.firstDay, toDay: span.lastDay + 1 };
  const named = (kind: string, labels: readonly string[]): NamedSeries[] =>
    largest(labels, { most, fewest: FEWEST_INCIDENTS }).map(([label, members]) => ({
      name: `${kind}:${label}`,
      ...dailySeries(dayNumber, { ...days, select: members }),
    }));
  const categories = new Set(category).size > 1 ? named('category', category) : [];
  const districts = new Set(district).size > 1 ? named('district', district) : [];
  return [{ name: 'total', ...dailySeries(dayNumber, days) }, ...categories, ...districts];
}

/** The most frequent labels, at most `most` that stand `fewest` times or more, each with the places where it stands. */
export function largest(
  labels: readonly string[],
  { most, fewest }: { most: number; fewest: number },
): [string, number[]][] {
  const members = new Map<string, number[]>();
  labels.forEach((label, i) => {
    const seen = members.get(label);
    if (seen) seen.push(i);
    else members.set(label, [i]);
  });
  return [...members]
    .filter(([label, { length }]) => label !== '' && length >= fewest)
    .sort(([a, { length: countA }], [b, { length: countB }]) => countB - countA || (a < b ? -1 : 1))
    .slice(0, most);
}
