import type { Calendar } from '../../domain/calendar.js';
import { type WeightedTable, weightedTable } from './draw.js';
import type { ClockKind, OffenceProfile } from './offence-profiles.js';

/** Relative weight of each hour of a working day, from midnight. */
const HOURS: Readonly<Record<ClockKind, readonly number[]>> = {
  office: [1, 1, 0, 0, 0, 1, 3, 8, 14, 18, 18, 17, 14, 11, 8, 6, 6, 8, 9, 9, 7, 5, 3, 2],
  evening: [9, 7, 5, 3, 2, 1, 1, 2, 3, 3, 4, 4, 5, 5, 5, 6, 7, 8, 10, 12, 13, 14, 13, 11],
  home: [5, 5, 6, 5, 4, 3, 3, 6, 9, 10, 10, 9, 7, 5, 4, 4, 5, 6, 7, 7, 7, 6, 6, 5],
  parking: [10, 11, 11, 10, 8, 5, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 4, 5, 6, 7, 8, 8, 9, 10],
  road: [5, 3, 2, 2, 2, 3, 9, 14, 11, 7, 6, 7, 9, 13, 13, 9, 8, 10, 12, 12, 11, 10, 9, 7],
  shops: [2, 1, 0, 0, 0, 0, 1, 1, 3, 6, 8, 8, 7, 5, 4, 5, 8, 10, 13, 15, 15, 13, 9, 4],
  patrol: [13, 10, 6, 3, 2, 1, 1, 3, 6, 9, 10, 8, 5, 4, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14],
  flat: [5, 4, 2, 2, 1, 1, 2, 4, 6, 7, 8, 8, 8, 7, 6, 7, 7, 7, 8, 8, 9, 9, 8, 6],
};
const MONTHS = [1, 1.05, 1.03, 1, 0.98, 0.93, 0.88, 0.88, 0.98, 1.04, 1.05, 1.03] as const;
const WEEKDAYS = [1, 0.99, 0.98, 1, 1.09, 0.97, 0.99] as const;

/** What the calendar says of a day, as far as the demo city reacts to it. */
export type DayMood = {
  weekday: number;
  month: number;
  ramadan: boolean;
  eid: boolean;
  nationalDays: boolean;
  /** Years before the last day, for slow growth; 0 on the last day. */
  yearsBeforeEnd: number;
};

/** The mood of a day. @param dayNumber local day, 0 = 1970-01-01. */
export function dayMood(dayNumber: number, lastDay: number, calendar: Calendar): DayMood {
  const date = new Date(dayNumber * 86_400_000);
  const { ramadan, holiday } = calendar.dayOf(dayNumber);
  const month = date.getUTCMonth() + 1;
  const dayOfMonth = date.getUTCDate();
  return {
    weekday: date.getUTCDay(),
    month,
    ramadan,
    eid: holiday === 'eid_al_fitr' || holiday === 'arafat_and_eid_al_adha',
    nationalDays: month === 2 && dayOfMonth >= 24 && dayOfMonth <= 27,
    yearsBeforeEnd: (lastDay - dayNumber) / 365.25,
  };
}

/** How much of an offence a day brings, relative to its own mean. */
export function offenceOnDay(profile: OffenceProfile, mood: DayMood): number {
  let weight = profile.weight * (WEEKDAYS[mood.weekday] ?? 1) * (MONTHS[mood.month - 1] ?? 1);
  if (profile.clock === 'office' && mood.weekday >= 5) weight *= 0.3;
  if (profile.setting === 'desert' && (mood.month >= 11 || mood.month <= 3)) weight *= 1.6;
  if (mood.ramadan) weight *= profile.ramadan;
  if (mood.eid) weight *= profile.eid;
  if (mood.nationalDays) weight *= profile.nationalDays;
  if (mood.month >= 6 && mood.month <= 8) weight *= profile.summer;
  return weight * Math.exp(-Math.log1p(profile.trend) * mood.yearsBeforeEnd);
}

/** Draws hours (0-23) of a kind of offence on a kind of day. */
export type HourTables = (clock: ClockKind, mood: DayMood) => WeightedTable;

/** Prepares the hour curves of working days, weekends and Ramadan. */
export function hourTables(): HourTables {
  const tables = new Map<string, WeightedTable>();
  return (clock, mood) => {
    const weekend = mood.weekday >= 5;
    const key = `${clock}${weekend ? (mood.weekday === 5 ? 'f' : 's') : ''}${mood.ramadan ? 'r' : ''}`;
    let table = tables.get(key);
    if (!table) {
      table = weightedTable(HOURS[clock].map((weight, hour) => weight * hourFactor(clock, hour, mood)));
      tables.set(key, table);
    }
    return table;
  };
}

function hourFactor(clock: ClockKind, hour: number, mood: DayMood): number {
  let factor = 1;
  if (mood.weekday >= 5) factor *= hour < 4 || hour >= 21 ? 1.25 : hour < 10 ? 0.7 : 1;
  if (mood.weekday === 5 && (hour === 11 || hour === 12)) factor *= 0.5;
  if (!mood.ramadan) return factor;
  // People fast until sunset (about 18:00), break the fast at home, and are out until late.
  if (hour === 16 || hour === 17) return factor * (clock === 'road' ? 1.5 : 0.7);
  if (hour === 18) return factor * 0.3;
  if (hour >= 8 && hour < 16) return factor * 0.6;
  return hour >= 20 || hour < 3 ? factor * 1.7 : factor;
}
