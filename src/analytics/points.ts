import type { LatLon } from '../domain/area.js';
import { nthSmallest } from './quantile.js';

/** Incidents as columns: place, local day and, where known, offence and hour. All columns have the same length. */
export type IncidentPoints = {
  /** Degrees, WGS 84. */
  latitude: Float64Array;
  longitude: Float64Array;
  /** Local day number, 0 = 1970-01-01. */
  dayNumber: Int32Array;
  /** Offence id of each incident. */
  offence?: readonly string[];
  /** 0 = Sunday 00:00-01:00 local time .. 167; 255 = hour unknown. */
  hourOfWeek?: Uint8Array;
};

/** Hour of the week of an incident whose time of day is not known. */
export const UNKNOWN_HOUR = 255;

/** Positions of the points with fromDay <= day < toDay. */
export function betweenDays(
  { dayNumber }: Pick<IncidentPoints, 'dayNumber'>,
  fromDay: number,
  toDay: number,
): Int32Array {
  const found = new Int32Array(dayNumber.length);
  let count = 0;
  for (let i = 0; i < dayNumber.length; i++) {
    const day = dayNumber[i] as number;
    if (day >= fromDay && day < toDay) found[count++] = i;
  }
  return found.slice(0, count);
}

/** Day after the last incident, 0 without incidents. */
export function dayAfterLast({ dayNumber }: Pick<IncidentPoints, 'dayNumber'>): number {
  return dayNumber.length === 0 ? 0 : dayNumber.reduce((latest, day) => Math.max(latest, day)) + 1;
}

/**
 * A middle of the points that one far-off geocode does not move: the median of each coordinate, rounded to a tenth of a
 * degree so that runs on different nights share one plane and one grid.
 */
export function steadyOrigin({
  latitude,
  longitude,
}: Pick<IncidentPoints, 'latitude' | 'longitude'>): LatLon {
  const median = (values: Float64Array) =>
    values.length === 0 ? 0 : nthSmallest(values.slice(), values.length >> 1);
  const rounded = (degrees: number) => Math.round(degrees * 10) / 10;
  return [rounded(median(latitude)), rounded(median(longitude))];
}

/** Whether no incident comes before one of an earlier day. O(n) */
export function areByDay(dayNumber: Int32Array): boolean {
  for (let i = 1; i < dayNumber.length; i++)
    if ((dayNumber[i] as number) < (dayNumber[i - 1] as number)) return false;
  return true;
}

/** How many incidents, in the order of their days, come before `day`. O(log n) */
export function countBefore(dayNumber: Int32Array, day: number): number {
  let low = 0;
  let high = dayNumber.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((dayNumber[middle] as number) < day) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The incidents known on the morning of `asOfDay`: those of earlier days. All columns stay aligned. Those of incidents in the order of
 * their days are views, not copies.
 */
export function knownBefore(points: IncidentPoints, asOfDay: number): IncidentPoints {
  if (areByDay(points.dayNumber)) return firstOf(points, countBefore(points.dayNumber, asOfDay));
  return pointsAt(points, betweenDays(points, Number.NEGATIVE_INFINITY, asOfDay));
}

/** The incidents at these positions, in their order. All columns stay aligned. */
export function pointsAt(points: IncidentPoints, positions: Int32Array): IncidentPoints {
  const count = positions.length;
  const latitude = new Float64Array(count);
  const longitude = new Float64Array(count);
  const dayNumber = new Int32Array(count);
  const offence: string[] = [];
  const hourOfWeek = new Uint8Array(count);
  for (let at = 0; at < count; at++) {
    const i = positions[at] as number;
    latitude[at] = points.latitude[i] as number;
    longitude[at] = points.longitude[i] as number;
    dayNumber[at] = points.dayNumber[i] as number;
    if (points.offence) offence.push(points.offence[i] ?? '');
    hourOfWeek[at] = points.hourOfWeek?.[i] ?? UNKNOWN_HOUR;
  }
  return {
    ...{ latitude, longitude, dayNumber },
    ...(points.offence && { offence }),
    ...(points.hourOfWeek && { hourOfWeek }),
  };
}

function firstOf(points: IncidentPoints, count: number): IncidentPoints {
  if (count === points.dayNumber.length) return points;
  return {
    latitude: points.latitude.subarray(0, count),
    longitude: points.longitude.subarray(0, count),
    dayNumber: points.dayNumber.subarray(0, count),
    ...(points.offence && { offence: points.offence.slice(0, count) }),
    ...(points.hourOfWeek && { hourOfWeek: points.hourOfWeek.subarray(0, count) }),
  };
}
