import type { ChartNode } from '../chart/chart.js';
import type { Reading } from '../engine.js';
import type { Slots } from '../frame.js';
import type { Evidence } from '../intent/evidence.js';
import { localSpan, weekdayNames, type Zone } from '../slots/moment.js';
import { says } from '../text/says.js';

const WEEK_MS = 7 * 24 * 3_600_000;

/** Nothing but what may stand between weekdays that are listed one by one. */
const onlyBetween = ({ wording }: Reading, rest: string): boolean =>
  new RegExp(`^(?:[\\s,،.؟?!&]|${wording('betweenDays').source})*$`, 'u').test(rest);

/** Weekdays to which a question about more than a week is narrowed; null where they name days of their own. */
export function onlyWeekdays(
  { whens, reading, contentWords }: Evidence,
  last: Slots,
  zone: Zone,
  weekend: readonly number[],
): Slots | null {
  const span = last.period ? localSpan(last.period, zone) : null;
  if (!span || span.to - span.from <= WEEK_MS || whens.length === 0 || !says(reading, 'onlyThose'))
    return null;
  const days = reading.nodes.filter(
    (node): node is ChartNode<'weekday'> | ChartNode<'weekend'> =>
      (node.symbol === 'weekday' || node.symbol === 'weekend') && node.how !== 'typo',
  );
  let rest = reading.source.text;
  for (const { start, end } of days) rest = rest.slice(0, start) + ' '.repeat(end - start) + rest.slice(end);
  if (days.length === 0 || contentWords > days.length + 1 || !onlyBetween(reading, rest)) return null;
  return { weekdays: [...new Set(weekdayNames(days.flatMap(({ value }) => value ?? weekend)))] };
}
