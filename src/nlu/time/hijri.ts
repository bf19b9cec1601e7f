import { DAY_MS, type Local, startOfDay } from './calendar.js';

/** A day of the Hijri calendar; month 1 = Muharram. */
export type HijriDate = { year: number; month: number; day: number };

/**
 * The Hijri calendar as announced: Umm al-Qura with corrections. Kuwait follows the sighted moon, so an official
 * announcement may move a month by a day; `announced` lists such months.
 */
export type HijriCalendar = {
  /** First day of a Hijri month (1 = Muharram) as local midnight. */
  monthStart(year: number, month: number): Local;
  of(at: Local): HijriDate;
};

/** A month whose first day was announced: Gregorian date "YYYY-MM-DD". */
export type AnnouncedMonth = { year: number; month: number; starts: string };

const MEAN_MONTH_DAYS = 29.530588;
/** 1 Muharram 1 AH in the civil reckoning, 16 July 622 (Julian). */
const EPOCH: Local = Date.UTC(622, 6, 19);

/** @param announced months that override the computed table, newest knowledge first. */
export function createHijriCalendar(announced: readonly AnnouncedMonth[] = []): HijriCalendar {
  // Made when first needed: few messages speak of Hijri dates, and its tables take tens of milliseconds to load.
  let format: Intl.DateTimeFormat | null = null;
  const starts = new Map<number, Local>(
    announced.map(({ year, month, starts: iso }) => [year * 12 + month - 1, Date.parse(`${iso}T00:00:00Z`)]),
  );

  const computed = (at: Local): HijriDate => {
    const found: HijriDate = { year: 0, month: 0, day: 0 };
    format ??= new Intl.DateTimeFormat('en-u-ca-islamic-umalqura-nu-latn', {
      timeZone: 'UTC',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
    });
    for (const { type, value } of format.formatToParts(at)) {
      if (type === 'year' || type === 'month' || type === 'day') found[type] = Number.parseInt(value, 10);
    }
    return found;
  };

  const startOfIndex = (index: number): Local => {
    const known = starts.get(index);
    if (known !== undefined) return known;
    let at = startOfDay(EPOCH + (index - 12) * MEAN_MONTH_DAYS * DAY_MS + 2 * DAY_MS);
    // The estimate is a few days off at most; each pass lands on the first day of some month and steps towards ours.
    for (let pass = 0; pass < 4; pass++) {
      const { year, month, day } = computed(at);
      const first = at - (day - 1) * DAY_MS;
      const gap = index - (year * 12 + month - 1);
      if (gap === 0) {
        starts.set(index, first);
        return first;
      }
      at = startOfDay(first + (gap * MEAN_MONTH_DAYS + 1.5) * DAY_MS);
    }
    return at;
  };

  return {
    monthStart: (year, month) => startOfIndex(year * 12 + month - 1),
    of(at) {
      const day = startOfDay(at);
      const guess = computed(day);
      let index = guess.year * 12 + guess.month - 1;
      if (startOfIndex(index) > day) index--;
      else if (startOfIndex(index + 1) <= day) index++;
      const year = Math.floor(index / 12);
      return {
        year,
        month: index - year * 12 + 1,
        day: Math.round((day - startOfIndex(index)) / DAY_MS) + 1,
      };
    },
  };
}
