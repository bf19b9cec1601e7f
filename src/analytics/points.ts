import type { LatLon } from '../domain/area.js';

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
  const median = (values: Float64Array) => Float64Array.from(values).sort()[values.length >> 1] ?? 0;
  const rounded = (degrees: number) => Math.round(degrees * 10) / 10;
  return [rounded(median(latitude)), rounded(median(longitude))];
}

/** The incidents known on the morning of `asOfDay`: those of earlier days. All columns stay aligned. */
export function knownBefore(points: IncidentPoints, asOfDay: number): IncidentPoints {
  const known = betweenDays(points, Number.NEGATIVE_INFINITY, asOfDay);
  if (known.length === points.dayNumber.length) return points;
  return {
    latitude: Float64Array.from(known, (i) => points.latitude[i] as number),
    longitude: Float64Array.from(known, (i) => points.longitude[i] as number),
    dayNumber: known.map((i) => points.dayNumber[i] as number),
    ...(points.offence && { offence: Array.from(known, (i) => points.offence?.[i] ?? '') }),
    ...(points.hourOfWeek && {
      hourOfWeek: Uint8Array.from(known, (i) => points.hourOfWeek?.[i] ?? UNKNOWN_HOUR),
    }),
  };
}
