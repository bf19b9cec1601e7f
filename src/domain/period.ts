/** A half-open interval of instants: `from` inside, `to` outside. */
export type Period = { from: Date; to: Date };

/** A local calendar day written YYYY-MM-DD. */
export type LocalDate = string;

/** Kuwait's weekdays, Sunday first: index 0 is Sunday, 5 and 6 (Friday, Saturday) are the weekend. */
export const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

/** Parts of the day, from its beginning. */
export const PARTS_OF_DAY = [
  'late_night',
  'dawn',
  'morning',
  'noon',
  'afternoon',
  'evening',
  'night',
] as const;
export type PartOfDay = (typeof PARTS_OF_DAY)[number];

const DAY_MS = 86_400_000;

/** What a wall clock in a zone shows at an instant. */
export type LocalTime = {
  date: LocalDate;
  /** Days since 1970-01-01 on the local calendar. */
  dayNumber: number;
  hour: number;
  minute: number;
  /** 0 = Sunday. */
  weekday: number;
  month: number;
  year: number;
};

/**
 * Prepares the reading of a zone's offset: minutes that its wall clock is ahead of UTC at an instant. Preparing costs a
 * hundred times as much as reading, so whoever reads often keeps the result.
 *
 * @throws RangeError when the zone is unknown.
 */
export function offsetReader(timeZone: string): (at: Date) => number {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (at) => {
    const parts = format.formatToParts(at);
    const value = (type: string) => Number(parts.find((p) => p.type === type)?.value);
    const wall = Date.UTC(
      value('year'),
      value('month') - 1,
      value('day'),
      value('hour'),
      value('minute'),
      value('second'),
    );
    return Math.round((wall - Math.floor(at.getTime() / 1000) * 1000) / 60_000);
  };
}

/** Minutes that the zone's wall clock is ahead of UTC at an instant. */
export function offsetMinutes(timeZone: string, at: Date): number {
  return offsetReader(timeZone)(at);
}

/** The wall clock of a zone at an instant. */
export function localTime(at: Date, timeZone: string): LocalTime {
  const wall = at.getTime() + offsetMinutes(timeZone, at) * 60_000;
  const dayNumber = Math.floor(wall / DAY_MS);
  const day = new Date(wall);
  return {
    date: dateOfDay(dayNumber),
    dayNumber,
    hour: day.getUTCHours(),
    minute: day.getUTCMinutes(),
    weekday: day.getUTCDay(),
    month: day.getUTCMonth() + 1,
    year: day.getUTCFullYear(),
  };
}

/** The local calendar day with the given number (0 = 1970-01-01). */
export function dateOfDay(dayNumber: number): LocalDate {
  return new Date(dayNumber * DAY_MS).toISOString().slice(0, 10);
}

/** The number of a local calendar day (0 = 1970-01-01). @throws RangeError when it is no calendar day. */
export function dayOfDate(date: LocalDate): number {
  const ms = Date.parse(`${date}T00:00:00Z`);
  if (
    !/^\d{4}-\d{2}-\d{2}$/.test(date) ||
    Number.isNaN(ms) ||
    new Date(ms).toISOString().slice(0, 10) !== date
  ) {
    throw new RangeError(`not a calendar day, use YYYY-MM-DD: ${date}`);
  }
  return ms / DAY_MS;
}

/** The instant at which a local day begins. In a zone that skips midnight this is the first instant after it. */
export function startOfDay(date: LocalDate, timeZone: string): Date {
  const utcMidnight = dayOfDate(date) * DAY_MS;
  const guess = new Date(utcMidnight - offsetMinutes(timeZone, new Date(utcMidnight)) * 60_000);
  return new Date(utcMidnight - offsetMinutes(timeZone, guess) * 60_000);
}

/** The half-open period of `days` local days that ends with the day before `endDate`. */
export function daysBefore(endDate: LocalDate, days: number, timeZone: string): Period {
  const first = dateOfDay(dayOfDate(endDate) - days);
  return { from: startOfDay(first, timeZone), to: startOfDay(endDate, timeZone) };
}

/** True on Friday and Saturday. */
export function isWeekend(weekday: number): boolean {
  return weekday === 5 || weekday === 6;
}

/** The part of the day in which an hour (0-23) falls, as officers speak of it. */
export function partOfDay(hour: number): PartOfDay {
  if (hour < 3) return 'late_night';
  if (hour < 6) return 'dawn';
  if (hour < 11) return 'morning';
  if (hour < 15) return 'noon';
  if (hour < 18) return 'afternoon';
  if (hour < 21) return 'evening';
  return 'night';
}

/** Local hours `[from, to)` of each part of the day; night runs to midnight, late night from it. */
export const PART_HOURS: Readonly<Record<PartOfDay, readonly [from: number, to: number]>> = {
  late_night: [0, 3],
  dawn: [3, 6],
  morning: [6, 11],
  noon: [11, 15],
  afternoon: [15, 18],
  evening: [18, 21],
  night: [21, 24],
};

/** The three shifts in which patrols are planned: local hours `[from, to)`, the night across midnight. */
export const SHIFT_HOURS = { morning: [6, 14], evening: [14, 22], night: [22, 6] } as const;
/** The shifts of a day. */
export const SHIFTS = ['morning', 'evening', 'night'] as const;
export type Shift = (typeof SHIFTS)[number];

/** The shift in which an hour (0-23) falls. */
export function shiftOf(hour: number): Shift {
  if (hour < SHIFT_HOURS.morning[0] || hour >= SHIFT_HOURS.night[0]) return 'night';
  return hour < SHIFT_HOURS.evening[0] ? 'morning' : 'evening';
}
