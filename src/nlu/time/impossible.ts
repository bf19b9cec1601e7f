import { daysInMonth } from './calendar.js';
import type { DateValue, Fields, When } from './values.js';

/** A year in which February has 29 days, for dates that name none. */
const LEAP_YEAR = 2000;
const LONGEST_HIJRI_MONTH_DAYS = 30;

function outsideMonth({ year, month, day, hijri }: Fields): boolean {
  if (month === undefined || day === undefined) return false;
  return day > (hijri ? LONGEST_HIJRI_MONTH_DAYS : daysInMonth(year ?? LEAP_YEAR, month));
}

const dateImpossible = ({ fields }: DateValue): boolean => fields !== undefined && outsideMonth(fields);

/** "10 March to 5 March"; from December to January it would run over the new year. */
function isReversed({ fields: first }: DateValue, { fields: last }: DateValue): boolean {
  if (first?.month === undefined || first.month !== last?.month || first.year !== last.year) return false;
  return first.day !== undefined && last.day !== undefined && last.day < first.day;
}

/** True for a date that no calendar has ("30 February"), also as an end of a range. */
export function isImpossible({ date, ends }: When): boolean {
  if (date && dateImpossible(date)) return true;
  if (!ends) return false;
  const [first, last] = ends;
  return dateImpossible(first) || dateImpossible(last) || isReversed(first, last);
}
