import type { PartOfDay } from '../frame.js';
import type { Local } from './calendar.js';
import type { Grain, Length } from './grain.js';
import type { HijriCalendar } from './hijri.js';

/** Half-open interval of local time; null = open on that side. `grain` is the unit in which it was said. */
export type Span = { from: Local | null; to: Local | null; grain: Grain };

/** How a speaker community and a situation read the clock and the calendar. */
export type TimeContext = {
  /** Local time of the message. */
  ref: Local;
  /** 0 = Sunday. */
  weekStart: number;
  /** Days of the weekend in order, e.g. [5, 6]. */
  weekend: readonly number[];
  dateOrder: 'dmy' | 'mdy';
  /** Which occurrence of a bare "Monday" or "May" is meant. */
  prefer: 'past' | 'future' | 'nearest';
  /** "Last 3 weeks": what ends now, what ends last midnight, or the 3 whole calendar weeks before this one. */
  rolling: 'now' | 'days' | 'units';
  /** "Next Thursday" on a Wednesday: tomorrow, or the Thursday of next week. */
  nextWeekday: 'coming' | 'next_week';
  /** It is told of what has happened: "what happened this weekend" on a Sunday is of the one gone by. */
  told?: boolean;
  /** "Within 3 days", with nothing else said: the days behind or ahead. */
  within: 'back' | 'ahead';
  /** "Two months ago": the whole unit where it is this grain or a coarser one, else the single day. Null = always the day. */
  wholeFrom?: Grain | null;
  /** "Two weeks before Ramadan": the whole stretch up to it, or the day at that distance. */
  besides?: 'stretch' | 'day';
  /** "Upcoming 2 weeks": both of them, or the second one as some count. */
  upcoming?: 'all' | 'last';
  /** The first week of a month: the first that begins in it, or the first with most of its days in it (ISO 8601). */
  firstWeek?: 'begins' | 'most';
  hijri: HijriCalendar;
  /** The period last talked about, which "the week before" and "the day after" count from; else now. */
  anchor?: { from: Local; to: Local };
};

/** What a date says about the calendar; everything left out is free. */
export type Fields = {
  year?: number;
  month?: number;
  day?: number;
  /** 0 = Sunday. */
  weekday?: number;
  /** Month and day are Hijri (1 = Muharram), and so is a year below 1700. */
  hijri?: boolean;
  /** Length in days where it is more than the one day that `day` says (Eid, National Days). */
  days?: number;
};

/** A date or period, resolved when the context is known. `fields` are there while it can still be narrowed. */
export type DateValue = {
  grain: Grain;
  fields?: Fields;
  /** A bare number or word that is a date only beside other evidence. */
  weak?: boolean;
  find: (context: TimeContext) => Span | null;
};

/** A time on the clock; `known` when morning or afternoon is settled. */
export type ClockTime = {
  hour: number;
  minute: number;
  second?: number;
  grain: Grain;
  known: boolean;
  /** Said with a word for a part of this day, as Arabic does («٣ الصبح»): today's, even when it has passed. */
  today?: boolean;
};

/** Which half of the day a word beside the clock names; `today` also says that it is this day's. */
export type Half = 'am' | 'pm' | 'night' | 'am today' | 'pm today' | 'night today';

/** A reading of the clock: a time, a range or a part of the day. */
export type Clock =
  | { kind: 'time'; time: ClockTime }
  | { kind: 'part'; part: PartOfDay; slice?: 'early' | 'late' }
  | { kind: 'range'; from: ClockTime; to: ClockTime };

/** A complete reading of a time phrase. */
export type When = {
  kind:
    | 'date'
    | 'clock'
    | 'datetime'
    | 'instant'
    | 'rolling'
    | 'ahead'
    | 'open'
    | 'recurring'
    | 'range'
    /** Named only to be left out ("except today"), which no question can do. */
    | 'excluded';
  date?: DateValue;
  clock?: Clock;
  /** Days of the week that recur ("on Fridays"). */
  weekdays?: readonly number[];
  /** What was said of a rolling period ("last 3 days", "next 2 weeks"). */
  length?: Length;
  /** The two dates of a range or a pair, for a comparison. */
  ends?: readonly [DateValue, DateValue];
  /** The two dates were set against each other ("January vs February"). */
  versus?: boolean;
  /** What is left of the week or the day after something was taken out ("not at night"). */
  denied?: boolean;
  /** The time that an open one begins or ends with. */
  edge?: When;
  /** Said with "before", "by", "until": matters where a due time is wanted. */
  bound?: 'since' | 'until' | 'before' | 'after';
  span: (context: TimeContext) => Span | null;
};

/** A number, and the power of ten that its last word multiplied by, so that smaller words may follow. */
export type NumberValue = { value: number; digits: boolean; room: number; text?: string };
