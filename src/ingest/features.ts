import type { Calendar } from '../domain/calendar.js';
import type { IncidentFeatures } from '../domain/incident.js';
import { dateOfDay, isWeekend, partOfDay } from '../domain/period.js';
import type { Zone } from './zone.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

type DayFeatures = Omit<IncidentFeatures, 'hour' | 'partOfDay'>;

/** The features of an instant: what the local calendar and clock say of it. */
export type FeaturesOf = (instantMs: number) => IncidentFeatures;

/** Prepares the derivation of features; each local hour is worked out once, and shared by all that happened in it. */
export function createFeatures(zone: Zone, calendar: Calendar): FeaturesOf {
  const days = new Map<number, DayFeatures>();
  const hours = new Map<number, IncidentFeatures>();
  return (instantMs) => {
    const hourNumber = Math.floor(zone.wallAt(instantMs) / HOUR_MS);
    const known = hours.get(hourNumber);
    if (known) return known;
    const dayNumber = Math.floor(hourNumber / 24);
    const day = days.get(dayNumber) ?? featuresOfDay(dayNumber, calendar);
    days.set(dayNumber, day);
    const features = featuresOfHour(day, hourNumber - dayNumber * 24);
    hours.set(hourNumber, features);
    return features;
  };
}

/** Written out, not spread: there are tens of thousands of hours in a file, and copies of one shape are read fastest. */
function featuresOfHour(day: DayFeatures, hour: number): IncidentFeatures {
  const { localDate, weekday, weekend, month, ramadan, holiday } = day;
  return { localDate, weekday, weekend, month, ramadan, holiday, hour, partOfDay: partOfDay(hour) };
}

function featuresOfDay(dayNumber: number, calendar: Calendar): DayFeatures {
  const date = new Date(dayNumber * DAY_MS);
  const weekday = date.getUTCDay();
  return {
    localDate: dateOfDay(dayNumber),
    weekday,
    weekend: isWeekend(weekday),
    month: date.getUTCMonth() + 1,
    ...calendar.dayOf(dayNumber),
  };
}
