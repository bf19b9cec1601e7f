import type { Calendar } from '../domain/calendar.js';
import type { IncidentFeatures } from '../domain/incident.js';
import { dateOfDay, isWeekend, partOfDay } from '../domain/period.js';
import type { Zone } from './zone.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

type DayFeatures = Omit<IncidentFeatures, 'hour' | 'partOfDay'>;

/** The features of an instant: what the local calendar and clock say of it. */
export type FeaturesOf = (instantMs: number) => IncidentFeatures;

/** Prepares the derivation of features; each local day is worked out once. */
export function createFeatures(zone: Zone, calendar: Calendar): FeaturesOf {
  const days = new Map<number, DayFeatures>();
  return (instantMs) => {
    const wall = zone.wallAt(instantMs);
    const dayNumber = Math.floor(wall / DAY_MS);
    let day = days.get(dayNumber);
    if (!day) {
      day = featuresOfDay(dayNumber, calendar);
      days.set(dayNumber, day);
    }
    const hour = Math.floor((wall - dayNumber * DAY_MS) / HOUR_MS);
    return { ...day, hour, partOfDay: partOfDay(hour) };
  };
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
