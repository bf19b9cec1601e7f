import type { IncidentPoints } from '../../src/analytics/points.js';
import { utm38n } from '../../src/analytics/project.js';
import { seededRandom } from '../../src/analytics/random.js';

type Place = { x: number; y: number; spread: number; aDay: number; offence?: string };

/** Middle of the made-up city, metres in UTM 38N: Kuwait City. */
export const CITY = { x: 788_000, y: 3_252_000 };

/** Incidents of `days` days from day 0 around the given places (metres from the middle of the city). */
export function incidentsAt(places: readonly Place[], days: number, seed = 1): IncidentPoints {
  const random = seededRandom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const found = places.flatMap((place) =>
    Array.from({ length: Math.round(place.aDay * days) }, () => ({
      position: utm38n.toLatLon(
        CITY.x + place.x + place.spread * normal(),
        CITY.y + place.y + place.spread * normal(),
      ),
      day: Math.floor(random() * days),
      offence: place.offence ?? 'theft',
      hour: Math.floor(random() * 168),
    })),
  );
  return {
    latitude: Float64Array.from(found, ({ position }) => position[0]),
    longitude: Float64Array.from(found, ({ position }) => position[1]),
    dayNumber: Int32Array.from(found, ({ day }) => day),
    offence: found.map(({ offence }) => offence),
    hourOfWeek: Uint8Array.from(found, ({ hour }) => hour),
  };
}

/** A city with two hot corners in a thin spread of incidents. */
export function twoHotCorners(days = 200, seed = 1): IncidentPoints {
  return incidentsAt(
    [
      { x: 0, y: 0, spread: 60, aDay: 2, offence: 'theft' },
      { x: 4000, y: 3000, spread: 60, aDay: 1, offence: 'assault' },
      { x: 2000, y: 1500, spread: 2500, aDay: 3, offence: 'burglary' },
    ],
    days,
    seed,
  );
}

/** The same incidents in another order. */
export function reordered(points: IncidentPoints, seed: number): IncidentPoints {
  const random = seededRandom(seed);
  const order = Array.from(points.dayNumber, (_, i) => ({ i, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ i }) => i);
  return {
    latitude: Float64Array.from(order, (i) => points.latitude[i] ?? 0),
    longitude: Float64Array.from(order, (i) => points.longitude[i] ?? 0),
    dayNumber: Int32Array.from(order, (i) => points.dayNumber[i] ?? 0),
    offence: order.map((i) => points.offence?.[i] ?? ''),
    hourOfWeek: Uint8Array.from(order, (i) => points.hourOfWeek?.[i] ?? 0),
  };
}
