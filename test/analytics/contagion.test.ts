import { describe, expect, it } from 'vitest';
import { nearRepeats, nearRepeatsFor } from '../../src/analytics/contagion.js';
import { utm38n } from '../../src/analytics/project.js';
import { seededRandom } from '../../src/analytics/random.js';
import { CITY } from './incidents.js';

/** Incidents over a year and ten kilometres; `follow` of them are followed within a week and 60 m by another. */
function yearOf(count: number, follow: number, offence = 'burglary') {
  const random = seededRandom(11);
  const found = Array.from({ length: count }, () => ({
    x: 10_000 * random(),
    y: 10_000 * random(),
    day: Math.floor(340 * random()),
  }));
  const echoes = found.slice(0, follow).map(({ x, y, day }) => ({
    x: x + 40 * random(),
    y: y + 40 * random(),
    day: day + Math.ceil(6 * random()),
  }));
  const all = [...found, ...echoes].map((one) => ({
    ...one,
    at: utm38n.toLatLon(CITY.x + one.x, CITY.y + one.y),
  }));
  return {
    latitude: Float64Array.from(all, ({ at }) => at[0]),
    longitude: Float64Array.from(all, ({ at }) => at[1]),
    dayNumber: Int32Array.from(all, ({ day }) => day),
    offence: all.map(() => offence),
  };
}
const look = (points: ReturnType<typeof yearOf>) => nearRepeats(points, utm38n, { asOfDay: 350, seed: 3 });

describe('near repeats', () => {
  it('are found where incidents are followed by others near by, with their reach', () => {
    const [found] = look(yearOf(600, 120));
    expect(found).toMatchObject({ offence: 'burglary', metres: 100, days: 14, incidents: 720 });
    expect(found?.ratio).toBeGreaterThan(2);
    expect(found?.probability).toBeLessThanOrEqual(0.005);
  });

  it('are not claimed where places and days have nothing to do with each other', () => {
    expect(look(yearOf(800, 0))).toEqual([]);
  });

  it('are not claimed of a handful of incidents, of none, or of many on one day', () => {
    expect(look(yearOf(20, 20))).toEqual([]);
    expect(look(yearOf(0, 0))).toEqual([]);
    const points = yearOf(300, 60);
    expect(look({ ...points, dayNumber: points.dayNumber.map(() => 100) })).toEqual([]);
  });

  it('are found anew when those of the last map are a week old, and kept until then', () => {
    const points = yearOf(600, 120);
    const first = nearRepeatsFor(null, points, utm38n, 350);
    expect(first).toMatchObject({ found: [{ offence: 'burglary' }], foundOn: '1970-12-17' });
    const last = { parameters: { nearRepeatsFoundOn: first.foundOn }, nearRepeats: [] };
    expect(nearRepeatsFor(last, points, utm38n, 356)).toEqual({ found: [], foundOn: first.foundOn });
    expect(nearRepeatsFor(last, points, utm38n, 357).found).toHaveLength(1);
    expect(nearRepeatsFor({ parameters: {}, nearRepeats: [] }, points, utm38n, 351).found).toHaveLength(1);
  });
});
