import type { ChartNode } from './chart/chart.js';
import type { Candidate, Intent, NotUnderstood } from './frame.js';
import { boundsTheDay } from './intent/bounds.js';
import type { Evidence } from './intent/evidence.js';
import { QUESTIONS } from './intent/fill.js';
import { symbolsBefore, unknownPlace } from './intent/unknown-place.js';
import { isDenied } from './slots/denied.js';
import { localSpan, stretchOf, timeOfDay, type Zone } from './slots/moment.js';
import { originalSpan } from './text/normalise.js';
import { wholeWords } from './text/pieces.js';
import { isImpossible } from './time/impossible.js';
import type { DateValue, TimeContext, When } from './time/values.js';

/** More words than these that are left out tell a reader nothing. */
const MOST_NAMED = 6;
const LAST_BLOCK = 99;
const MOST_LISTED = 1000;

/**
 * Parts of a message that name a period, a place or a number that cannot be: 30 February, a town that is not ours,
 * block 0. Answering the rest would give a true number to a question that nobody asked.
 */
export function notUnderstood(evidence: Evidence, context: TimeContext): NotUnderstood[] {
  const { reading } = evidence;
  const written = (start: number, end: number): string => originalSpan(reading.source, start, end).text;
  const periods = evidence.whens
    .filter(({ when }) => isNoPeriod(when, context))
    .map(({ start, end }): NotUnderstood => ({ kind: 'period', text: written(start, end) }));
  const numbers = reading.nodes
    .filter((node): node is ChartNode<'num'> => node.symbol === 'num')
    .filter((node) => isNoNumber(evidence, node))
    .map(({ start, end }): NotUnderstood => ({ kind: 'number', text: written(start, end) }));
  const places = evidence.unread
    .filter(unknownPlace(evidence))
    .map(({ start, end }): NotUnderstood => ({ kind: 'place', text: written(start, end) }));
  return [
    ...periods,
    ...brokenDates(evidence),
    ...hoursOfNoDay(evidence),
    ...numbers.slice(0, 1),
    ...places,
    ...blocksLeftOut(evidence),
    ...exclusionsLeftOut(evidence),
  ];
}

/** "Thefts before 1 March": no record says where that begins, and the week gone by is not what was asked about. */
export function boundsLeftOut(
  { whens, cues, reading }: Evidence,
  { intent, slots }: Candidate,
): NotUnderstood[] {
  if (!QUESTIONS.has(intent) || intent === 'forecast' || slots.period) return [];
  // "Compared to last year" ends nothing.
  if (cues.has('compare') || cues.has('versus')) return [];
  return (
    whens
      .filter(({ when: { bound } }) => bound === 'before' || bound === 'until')
      // "Before 6 am" leaves hours of the day.
      .filter(({ when }) => !boundsTheDay(when) || !slots.time_of_day)
      .map(({ start, end }) => ({ kind: 'period', text: originalSpan(reading.source, start, end).text }))
  );
}

/**
 * "List thefts in January and in March": two periods that do not adjoin, of which a list or a map takes one. The words of
 * the other, so that it is not left out in silence.
 */
export function periodsLeftOut(
  { whens, reading }: Evidence,
  { intent, slots }: Candidate,
  context: TimeContext,
  zone: Zone,
): string[] {
  if (!ONE_PERIOD.has(intent) || !slots.period || slots.compare_period) return [];
  const dates = whens.filter(({ when }) => when.kind === 'date' || isNoStretch(when, context));
  // One alone may be counted from a period that was talked about before.
  if (dates.length < 2 && !dates.some(({ when }) => when.ends)) return [];
  const taken = localSpan(slots.period, zone);
  const apart = (date: DateValue): boolean => {
    const own = stretchOf(date.find({ ...context, anchor: taken }), context);
    return own !== null && (own.to <= taken.from || own.from >= taken.to);
  };
  return whens
    .filter(({ start }) => !isDenied(reading, start))
    .filter(({ when }) => !when.bound && !when.denied && (when.kind === 'date' || isNoStretch(when, context)))
    .filter(({ when }) => (when.ends ?? (when.date ? [when.date] : [])).some(apart))
    .map(({ when, start, end }) => {
      const from = isNoStretch(when, context) ? secondDate(reading, start, end) : start;
      return originalSpan(reading.source, from, end).text;
    });
}

/** "In the morning and in the evening": a question takes one stretch of the day. The words of the others. */
export function hoursLeftOut({ whens, reading }: Evidence, { intent, slots }: Candidate): string[] {
  if (!QUESTIONS.has(intent) || intent === 'forecast' || !slots.time_of_day) return [];
  const taken = JSON.stringify(slots.time_of_day);
  const isTaken = ({ clock, bound }: When) => !bound && clock && JSON.stringify(timeOfDay(clock)) === taken;
  // What an open end leaves of the day is taken unless a time said in full is.
  const inFull = whens.some(({ when }) => isTaken(when));
  return whens
    .filter(({ when }) => when.clock && !when.denied && !isTaken(when))
    .filter(({ when }) => inFull && (!when.bound || boundsTheDay(when)))
    .filter(({ start }) => !whens.some((one) => isTaken(one.when) && isOneWith(reading, one.end, start)))
    .map(({ start, end }) => originalSpan(reading.source, start, end).text);
}

/**
 * "Blocks 3, 4 and 7", "yesterday after 9", "list 10 thefts": numbers that nothing of the question claims, with the word
 * before them. Whoever wrote them meant something by them.
 */
export function numbersLeftOut({ reading, numbers }: Evidence, { intent, slots }: Candidate): string[] {
  if (!QUESTIONS.has(intent)) return [];
  const taken = Object.values(slots).flat();
  const loose = reading.cover.filter(
    (node): node is ChartNode<'num'> =>
      node.symbol === 'num' &&
      (node as ChartNode<'num'>).value.digits &&
      numbers.includes((node as ChartNode<'num'>).value.value) &&
      !taken.includes((node as ChartNode<'num'>).value.value),
  );
  const covered = ({ start, end }: { start: number; end: number }) =>
    reading.cover.some((node) => node.start < end && node.end > start);
  const words = wholeWords(reading.pieces);
  return loose.slice(0, MOST_NAMED).flatMap(({ start, end }) => {
    // The 3 of "tajamo3" is a letter; that of "b3" is none.
    if (/\p{L}{4}$/u.test(reading.source.text.slice(0, start))) return [];
    const before = words.findLast((word) => word.end <= start && word.kind !== 'mark');
    const from = before && !covered(before) ? before.start : start;
    return originalSpan(reading.source, from, end).text;
  });
}

/** "The early hours of this morning" is one time in two phrases. */
const isOneWith = ({ nodes, source }: Evidence['reading'], end: number, start: number): boolean =>
  end < start &&
  /^\s*(?:\p{L}{1,3}\s+)?$/u.test(source.text.slice(end, start)) &&
  !nodes.some((node) => node.symbol === 'and' && node.start >= end && node.end <= start);

/** "Block 3 and block 5": a question takes one block. The words of the others. */
export function blocksBeside({ reading, pieces }: Evidence, { intent, slots }: Candidate): string[] {
  if (!QUESTIONS.has(intent) || slots.block === undefined) return [];
  return pieces
    .filter((piece) => piece.slots.block !== undefined && piece.slots.block !== slots.block)
    .slice(0, MOST_NAMED)
    .map(({ start, end }) => originalSpan(reading.source, start, end).text);
}

/** Where the second date begins of two that are said side by side. */
const secondDate = ({ nodes }: Evidence['reading'], start: number, end: number): number =>
  Math.min(
    end,
    ...nodes.flatMap((node) =>
      node.symbol === 'date' && node.end === end && node.start > start ? [node.start] : [],
    ),
  );

/** "May and July": two dates side by side that do not adjoin. */
const isNoStretch = (when: When, context: TimeContext): boolean =>
  when.ends !== undefined && when.span(context) === null;

/** Questions about one stretch of time; a count of two becomes a comparison. */
const ONE_PERIOD: ReadonlySet<Intent> = new Set<Intent>([
  'list_recent',
  'hotspots',
  'near_me',
  'top_areas',
  'breakdown',
  'trend',
  'area_profile',
  'briefing',
]);

/** "Not in block 3": no question leaves a block out, and one about the rest of the area would be another. */
function blocksLeftOut({ reading, pieces }: Evidence): NotUnderstood[] {
  if (pieces.some(({ kind }) => kind === 'block')) return [];
  return reading.cover
    .filter((node): node is ChartNode<'exclusion'> => node.symbol === 'exclusion')
    .filter(({ value }) => value.block !== undefined)
    .map(({ start, end }) => ({ kind: 'place', text: originalSpan(reading.source, start, end).text }));
}

/** "Except the capital governorate", "excluding January": nothing leaves these out. */
function exclusionsLeftOut({ reading, whens }: Evidence): NotUnderstood[] {
  const places = reading.cover.filter(
    (node) =>
      node.symbol === 'exclusion' && (node as ChartNode<'exclusion'>).value.governorates !== undefined,
  );
  const times = whens.filter(({ when }) => when.kind === 'excluded');
  return [...places, ...times].map(({ start, end }) => ({
    kind: 'exclusion',
    text: originalSpan(reading.source, start, end).text,
  }));
}

/** "Since 2035": nothing can be counted from a year that is still to come. */
const isSinceToCome = ({ bound, date }: When, { ref }: TimeContext): boolean =>
  bound === 'since' && (date?.fields?.year ?? 0) > new Date(ref).getUTCFullYear() + 1 && !date?.fields?.hijri;

/** A date of no calendar, or a time beyond any record, whichever way it is looked for. */
function isNoPeriod(when: When, context: TimeContext): boolean {
  if (isImpossible(when) || isSinceToCome(when, context)) return true;
  if (
    when.kind === 'clock' ||
    when.kind === 'recurring' ||
    when.kind === 'instant' ||
    when.kind === 'open' ||
    when.kind === 'excluded'
  )
    return false;
  const readings = [context, { ...context, prefer: 'future' as const, within: 'ahead' as const }];
  const found = (one: TimeContext): boolean => {
    // Two periods set against each other need not make one stretch.
    const spans = when.ends
      ? when.ends.map((end) => end.find(one))
      : [(when.date ?? { find: when.span }).find(one)];
    return spans.every((span) => stretchOf(span, one) !== null);
  };
  return !readings.some(found);
}

function isNoNumber(evidence: Evidence, { start, value }: ChartNode<'num'>): boolean {
  if (!value.digits) return false;
  const before = symbolsBefore(evidence, start);
  if (before.has('blockNoun')) return value.value < 1 || value.value > LAST_BLOCK;
  return before.has('top') && (value.value < 1 || value.value > MOST_LISTED);
}

const LAST_HOUR = 24;

/** «الساعة ٢٥», "at 25:70": an hour that no day has. */
function hoursOfNoDay(evidence: Evidence): NotUnderstood[] {
  const { reading } = evidence;
  const written = (start: number, end: number): NotUnderstood => ({
    kind: 'period',
    text: originalSpan(reading.source, start, end).text,
  });
  const named = reading.nodes
    .filter((node): node is ChartNode<'num'> => node.symbol === 'num')
    .filter(({ start, end, value }) => {
      const said = symbolsBefore(evidence, start).has('clockNoun') && !reading.cover.some(reads(start, end));
      return said && value.digits && value.value > LAST_HOUR && /^\d{1,2}$/.test(value.text ?? '');
    });
  const digits = [...reading.source.text.matchAll(CLOCK_IN_DIGITS)].filter(
    ({ index, 0: { length }, 1: hour, 2: minute }) =>
      (Number(hour) > LAST_HOUR || Number(minute) > 59) && !reading.cover.some(reads(index, index + length)),
  );
  return [
    ...named.map(({ start, end }) => written(start, end)),
    ...digits.map(({ index, 0: { length } }) => written(index, index + length)),
  ].slice(0, 1);
}

const CLOCK_IN_DIGITS = /(?<![\d:./-])(\d{1,2}):(\d{2})(?![\d:./-])/g;

/** A day, a month and a year in digits. */
const DATE_IN_DIGITS =
  /(?<![\d/.-])(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}[/.-]\d{1,2}[/.-]\d{1,2})(?![\d/.-])/g;

/** Digits that look like a date and were read as something less: "31/02/2026" is not the year 2026. */
function brokenDates({ reading }: Evidence): NotUnderstood[] {
  return [...reading.source.text.matchAll(DATE_IN_DIGITS)]
    .filter(({ index, 0: { length } }) => !reading.cover.some(reads(index, index + length)))
    .map(({ index, 0: { length } }) => ({
      kind: 'period',
      text: originalSpan(reading.source, index, index + length).text,
    }));
}

const reads =
  (start: number, end: number) =>
  (node: ChartNode): boolean =>
    node.symbol === 'when' && node.start <= start && node.end >= end;
