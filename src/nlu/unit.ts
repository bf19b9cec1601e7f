import { z } from 'zod';
import type { ChartNode } from './chart/chart.js';
import type { Engine, Reading } from './engine.js';
import { lengthSeconds } from './time/grain.js';
import { createHijriCalendar } from './time/hijri.js';
import { isImpossible } from './time/impossible.js';
import type { Clock, ClockTime, Span, TimeContext, When } from './time/values.js';
import { PART_HOURS } from './time/whens.js';

/** Parts of the language that can be tried alone. */
export const UNITS = ['time', 'number', 'ordinal', 'duration', 'distance'] as const;
/** One of them. */
export type Unit = (typeof UNITS)[number];

/** A row of a test suite for one sub-grammar; `conv` are the conventions under which its answers hold. */
export const unitRow = z.object({
  id: z.union([z.string(), z.number()]),
  text: z.string(),
  span: z.string().nullish(),
  lang: z.string().optional(),
  reference_time: z.string().nullish(),
  conv: z
    .object({
      week_start: z.enum(['sun', 'mon', 'sat']).default('sun'),
      weekend: z.string().default('fri-sat'),
      prefer: z.enum(['past', 'future', 'nearest']).default('past'),
      date_order: z.enum(['dmy', 'mdy']).default('dmy'),
    })
    .partial()
    .optional(),
});

/** A row of a suite for one of them. */
export type UnitRow = z.infer<typeof unitRow>;

const WEEK_START = { sun: 0, mon: 1, sat: 6 } as const;

/** A reader of one sub-grammar, for measuring it on its own. */
export function readUnit(engine: Engine, unit: Unit): (row: UnitRow) => Record<string, unknown> {
  const hijri = createHijriCalendar();
  return (row) => {
    const dateOrder = row.conv?.date_order ?? 'dmy';
    const reading = engine.read(row.span ?? row.text, { dateOrder, repair: false });
    if (unit === 'time') return timeAnswer(reading, contextOf(row, dateOrder, hijri));
    return measureAnswer(reading, unit);
  };
}

function contextOf(row: UnitRow, dateOrder: 'dmy' | 'mdy', hijri: TimeContext['hijri']): TimeContext {
  const conv = row.conv ?? {};
  const western = conv.weekend === 'sat-sun';
  return {
    ref: Date.parse(`${row.reference_time ?? '2026-03-18T10:15:00'}Z`),
    weekStart: WEEK_START[conv.week_start ?? 'sun'],
    weekend: western ? [6, 0] : [5, 6],
    dateOrder,
    prefer: conv.prefer ?? 'past',
    // Sources that look ahead count whole units ("last 2 weeks" = the two weeks before this one).
    rolling: conv.prefer === 'future' ? 'units' : western ? 'days' : 'now',
    ...countingOf(conv),
    within: 'ahead',
    nextWeekday: western ? 'next_week' : 'coming',
    hijri,
  };
}

/** How a source counts where sources differ: the ones that look ahead begin weeks inside their month. */
function countingOf({ prefer }: NonNullable<UnitRow['conv']>): Partial<TimeContext> {
  if (prefer === 'future') return { upcoming: 'last', firstWeek: 'begins' };
  return prefer === 'nearest' ? { wholeFrom: 'month' } : {};
}

const longest = <S extends ChartNode['symbol']>(reading: Reading, symbol: S): ChartNode<S>[] =>
  reading.nodes
    .filter((node): node is ChartNode<S> => node.symbol === symbol)
    .sort((a, b) => b.end - b.start - (a.end - a.start) || b.score - a.score || a.start - b.start);

const isoLocal = (at: number | null): string | null =>
  at === null ? null : new Date(at).toISOString().slice(0, 19);

function timeAnswer(reading: Reading, context: TimeContext): Record<string, unknown> {
  for (const { value: when, start, end } of longest(reading, 'when')) {
    if (when.date?.weak && end - start < reading.source.text.trim().length) continue;
    if (isImpossible(when)) return { from: null, to: null };
    const span = resolve(when, context);
    if (span) return { ...answerOf(span), ...clockAnswer(when) };
  }
  return { from: null, to: null };
}

function resolve(when: When, context: TimeContext): Span | null {
  const span = when.span(context);
  return span && (span.from !== null || span.to !== null) ? span : null;
}

const answerOf = ({ from, to }: Span): Record<string, unknown> => ({
  from: isoLocal(from),
  to: isoLocal(to),
  ...(to === null ? { open: true } : {}),
});

const two = (n: number): string => String(n).padStart(2, '0');
const clockText = ({ hour, minute, second }: ClockTime): string =>
  `${two(hour % 24)}:${two(minute)}:${two(second ?? 0)}`;

/** A clock reading without a date, as times of any day. */
function clockAnswer(when: When): Record<string, unknown> {
  if (when.kind !== 'clock' || !when.clock) return {};
  return timesOf(when.clock);
}

function timesOf(clock: Clock): Record<string, unknown> {
  if (clock.kind === 'time') return { time: clockText(clock.time) };
  if (clock.kind === 'range') return { time_from: clockText(clock.from), time_to: clockText(clock.to) };
  const [from, to] = PART_HOURS[clock.part];
  return { time_from: `${two(from % 24)}:00:00`, time_to: to === 24 ? '23:59:59' : `${two(to % 24)}:00:00` };
}

function measureAnswer(reading: Reading, unit: Exclude<Unit, 'time'>): Record<string, unknown> {
  if (unit === 'number') {
    const found = numbersOf(reading);
    return found.length === 0
      ? { value: null }
      : { value: found[0], ...(found.length > 1 ? { values: found } : {}) };
  }
  if (unit === 'ordinal') return { value: longest(reading, 'ord')[0]?.value ?? null };
  if (unit === 'duration') {
    const length = longest(reading, 'length')[0]?.value;
    const [only] = length ?? [];
    return length
      ? {
          seconds: lengthSeconds(length),
          value: length.length === 1 ? only?.count : undefined,
          unit: only?.grain,
        }
      : { seconds: null };
  }
  return { metres: longest(reading, 'distance')[0]?.value ?? null };
}

/** The longest numbers that do not overlap, in order. */
function numbersOf(reading: Reading): number[] {
  const chosen: ChartNode<'num'>[] = [];
  for (const node of longest(reading, 'num')) {
    if (!chosen.some((other) => node.start < other.end && node.end > other.start)) chosen.push(node);
  }
  return chosen.sort((a, b) => a.start - b.start).map((node) => node.value.value);
}
