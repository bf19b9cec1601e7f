import { dateOfDay, dayOfDate, type LocalDate } from './period.js';

/** A day's place in Kuwait's calendar, as far as it changes what is reported. */
export type CalendarDay = { ramadan: boolean; holiday: Holiday | null };
/** The holidays that change how many incidents there are. */
export type Holiday =
  | 'new_year'
  | 'national_days'
  | 'eid_al_fitr'
  | 'arafat_and_eid_al_adha'
  | 'hijri_new_year'
  | 'prophets_birthday'
  | 'isra_and_miraj';

type HijriDay = { month: number; day: number };

/**
 * The Hijri month and day of a local date by the Umm al-Qura table of ICU. Kuwait announces Ramadan and the Eids by
 * moon sighting, so that the true start may differ by one day; `announced` overrides single days.
 */
export function createCalendar(announced: Readonly<Record<LocalDate, HijriDay>> = {}) {
  const hijri = new Intl.DateTimeFormat('en-u-ca-islamic-umalqura-nu-latn', {
    timeZone: 'UTC',
    month: 'numeric',
    day: 'numeric',
  });
  const cache = new Map<number, CalendarDay>();

  const hijriOf = (dayNumber: number): HijriDay => {
    const override = announced[dateOfDay(dayNumber)];
    if (override) return override;
    const parts = hijri.formatToParts(new Date(dayNumber * 86_400_000));
    const value = (type: string) => Number(parts.find((p) => p.type === type)?.value);
    return { month: value('month'), day: value('day') };
  };

  return {
    /** The Hijri month (1-12, Ramadan = 9) and day (1-30) of a local day number. */
    hijriOf,
    /** What is special about a local day number. */
    dayOf(dayNumber: number): CalendarDay {
      const known = cache.get(dayNumber);
      if (known) return known;
      const h = hijriOf(dayNumber);
      const found = { ramadan: h.month === 9, holiday: holidayOf(dateOfDay(dayNumber), h) };
      cache.set(dayNumber, found);
      return found;
    },
    /** The same by date. @throws RangeError when it is no calendar day. */
    dateOf(date: LocalDate): CalendarDay {
      return this.dayOf(dayOfDate(date));
    },
  };
}

/** What the calendar says of days. */
export type Calendar = ReturnType<typeof createCalendar>;

function holidayOf(date: LocalDate, hijri: HijriDay): Holiday | null {
  const monthDay = date.slice(5);
  if (monthDay === '01-01') return 'new_year';
  if (monthDay === '02-25' || monthDay === '02-26') return 'national_days';
  if (hijri.month === 10 && hijri.day <= 3) return 'eid_al_fitr';
  if (hijri.month === 12 && hijri.day >= 9 && hijri.day <= 12) return 'arafat_and_eid_al_adha';
  if (hijri.month === 1 && hijri.day === 1) return 'hijri_new_year';
  if (hijri.month === 3 && hijri.day === 12) return 'prophets_birthday';
  if (hijri.month === 7 && hijri.day === 27) return 'isra_and_miraj';
  return null;
}
