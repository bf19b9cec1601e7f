import type { PartOfDay } from '../frame.js';
import { clockRange } from './ranges.js';
import type { ClockTime, When } from './values.js';
import { clockWhen, datetimeWhen, recurringWhen } from './whens.js';

/** Hours that people still count to a part of the day when they name hours of it; past 24 they are of the next day. */
const WIDEST: Readonly<Record<PartOfDay, readonly [from: number, to: number]>> = {
  dawn: [2, 8],
  morning: [4, 13],
  noon: [11, 16],
  afternoon: [11, 19],
  evening: [15, 24],
  night: [17, 31],
  late_night: [21, 31],
};

/**
 * "Last night between 10 and 4": the part of the day says which half of it the hours lie in. Null for what names no part
 * of the day, and for hours that no such part has.
 */
export function hoursInPart({ date, weekdays, clock }: When, from: ClockTime, to: ClockTime): When | null {
  if (clock?.kind !== 'part') return null;
  const [earliest, latest] = WIDEST[clock.part];
  const begins = hoursOf(from).find((hour) => hour >= earliest && hour < latest);
  const ends = hoursOf(to).find((hour) => begins !== undefined && hour > begins && hour <= latest);
  // What begins after midnight lies on another date than the part of the day is said of.
  if (begins === undefined || ends === undefined || begins >= 24) return null;
  const range = clockRange(at(from, begins), at(to, ends));
  if (weekdays) return recurringWhen(weekdays, range);
  return date ? datetimeWhen(date, range) : clockWhen(range);
}

type Said = { when: When; start: number; end: number };

/** A part of the day and hours of it, said apart ("between 10 and 4 in Salmiya last night"), as one time. */
export function withHoursOfPart(whens: readonly Said[]): readonly Said[] {
  const open = whens.filter(({ when }) => !when.denied && !when.bound);
  const [part, ...moreParts] = open.filter(({ when }) => when.clock?.kind === 'part');
  const [hours, ...moreHours] = open.filter(
    ({ when }) => when.kind === 'clock' && when.clock?.kind === 'range',
  );
  if (!part || hours?.when.clock?.kind !== 'range' || moreParts.length + moreHours.length > 0) return whens;
  const when = hoursInPart(part.when, hours.when.clock.from, hours.when.clock.to);
  if (!when) return whens;
  const one = { when, start: Math.min(part.start, hours.start), end: Math.max(part.end, hours.end) };
  return whens.flatMap((said) => (said === part ? [one] : said === hours ? [] : [said]));
}

/** The hours that a clock time may mean, from the day's midnight on. */
const hoursOf = ({ hour, known }: ClockTime): number[] =>
  known || hour > 12 ? [hour, hour + 24] : [hour, hour + 12, hour + 24];

const at = (time: ClockTime, hour: number): ClockTime => ({ ...time, hour: hour % 24, known: true });
