import { describe, expect, it } from 'vitest';
import { findHotspots, type HotspotPreset } from '../../src/analytics/hotspot.js';
import { isInside } from '../../src/analytics/hull.js';
import type { IncidentPoints } from '../../src/analytics/points.js';
import { utm38n } from '../../src/analytics/project.js';
import { CITY, incidentsAt, reordered, twoHotCorners } from './incidents.js';

const PRESETS: HotspotPreset[] = ['risk', 'dbscan', 'seed'];
const nothing: IncidentPoints = {
  latitude: new Float64Array(0),
  longitude: new Float64Array(0),
  dayNumber: new Int32Array(0),
};

const metresFromCity = (centre: readonly [number, number], east: number, north: number) => {
  const [x, y] = utm38n.toMetres(...centre);
  return Math.hypot(x - CITY.x - east, y - CITY.y - north);
};

describe('findHotspots', () => {
  it('finds the two hot corners, the hotter one first', () => {
    const { hotspots, alertable, warnings } = findHotspots(twoHotCorners());
    expect(metresFromCity(hotspots[0]?.centre ?? [0, 0], 0, 0)).toBeLessThan(300);
    expect(hotspots.some(({ centre }) => metresFromCity(centre, 4000, 3000) < 300)).toBe(true);
    expect(hotspots.map(({ rank }) => rank)).toEqual(hotspots.map((_, i) => i + 1));
    expect({ alertable, warnings }).toEqual({ alertable: true, warnings: [] });
  });

  it('describes what happens in a hotspot', () => {
    const [first] = findHotspots(twoHotCorners(), { windowDays: 56 }).hotspots;
    expect(first?.offenceMix[0]?.offence).toBe('theft');
    expect(first?.count).toBeGreaterThan(60);
    expect(first?.persistence).toBe(1);
    expect(first?.busiestHours).toHaveLength(3);
    const mix = first?.offenceMix.reduce((total, { count }) => total + count, 0);
    expect(mix).toBe(first?.count);
  });

  it('expects about as many incidents as the place has had', () => {
    const [first] = findHotspots(twoHotCorners(), { horizonDays: 7 }).hotspots;
    expect(first?.expected?.mean).toBeGreaterThan(7);
    expect(first?.expected?.mean).toBeLessThan(18);
    expect(first?.expected?.low80).toBeLessThan(first?.expected?.mean ?? 0);
    expect(first?.expected?.high80).toBeGreaterThan(first?.expected?.mean ?? 0);
  });

  it('flags no more than the share of the area that was asked for', () => {
    for (const areaShare of [0.01, 0.05]) {
      const { flaggedKm2, maskKm2, hotspots } = findHotspots(twoHotCorners(), { areaShare });
      expect(flaggedKm2).toBeLessThanOrEqual(areaShare * maskKm2);
      expect(flaggedKm2).toBeGreaterThan(0);
      expect(hotspots.every(({ cells }) => cells.length <= 25)).toBe(true);
    }
  });

  it('knows nothing of the days from asOfDay on', () => {
    const before = incidentsAt([{ x: 0, y: 0, spread: 200, aDay: 3 }], 100);
    const later = incidentsAt([{ x: 3000, y: 3000, spread: 50, aDay: 30 }], 100, 2);
    const both: IncidentPoints = {
      latitude: Float64Array.of(...before.latitude, ...later.latitude),
      longitude: Float64Array.of(...before.longitude, ...later.longitude),
      dayNumber: Int32Array.of(...before.dayNumber, ...later.dayNumber.map((day) => day + 100)),
    };
    const origin = [29.4, 48] as const;
    const { offence: _, hourOfWeek: __, ...bare } = before;
    for (const preset of PRESETS) {
      expect(findHotspots(both, { preset, asOfDay: 100, origin })).toEqual(
        findHotspots(bare, { preset, asOfDay: 100, origin }),
      );
    }
  });

  it.each(PRESETS)('does not depend on the order of the incidents: %s', (preset) => {
    const points = twoHotCorners(60);
    const options = { preset, asOfDay: 60 };
    const rough = (result: ReturnType<typeof findHotspots>) =>
      JSON.stringify(result, (_, v) => (typeof v === 'number' ? Number(v.toFixed(6)) : v));
    expect(rough(findHotspots(reordered(points, 9), options))).toBe(rough(findHotspots(points, options)));
  });

  it('draws outlines that hold their centre and reach as far as the radius', () => {
    for (const preset of PRESETS) {
      for (const { ring, centre, radiusMetres } of findHotspots(twoHotCorners(), { preset, minPoints: 5 })
        .hotspots) {
        const corners = ring.map((corner) => utm38n.toMetres(...corner));
        const middle = utm38n.toMetres(...centre);
        expect(corners.length).toBeGreaterThanOrEqual(4);
        if (preset !== 'risk') expect(isInside(corners, middle)).toBe(true);
        const farthest = Math.max(...corners.map(([x, y]) => Math.hypot(x - middle[0], y - middle[1])));
        expect(farthest / radiusMetres).toBeCloseTo(1, 2);
      }
    }
  });

  it('warns that the original parameters call the whole city one hotspot, and forbids alerts', () => {
    const seed = findHotspots(twoHotCorners(), { preset: 'seed' });
    expect(seed.parameters).toMatchObject({ epsDegrees: 0.02, minPoints: 5 });
    expect(seed.hotspots).toHaveLength(1);
    expect(seed.warnings).toEqual([{ code: 'largest_cluster_too_large', share: expect.closeTo(1, 1) }]);
    expect(seed.alertable).toBe(false);
  });

  it.each(PRESETS)('says so when there are no incidents: %s', (preset) => {
    const result = findHotspots(nothing, { preset });
    expect(result).toMatchObject({ hotspots: [], incidentsInWindow: 0, alertable: false });
    expect(result.warnings).toContainEqual({ code: 'no_incidents' });
  });

  it.each(PRESETS)('answers for one incident: %s', (preset) => {
    const one = {
      latitude: Float64Array.of(29.37),
      longitude: Float64Array.of(47.98),
      dayNumber: Int32Array.of(10),
    };
    const result = findHotspots(one, { preset });
    expect(result.incidentsInWindow).toBe(1);
    expect(result.warnings).toContainEqual({ code: 'few_incidents', count: 1 });
  });

  it.each(PRESETS)(
    'takes a pile on one spot for a default geocode, not for a hotspot to alert on: %s',
    (preset) => {
      const pile = {
        latitude: new Float64Array(500).fill(29.37),
        longitude: new Float64Array(500).fill(47.98),
        dayNumber: Int32Array.from({ length: 500 }, (_, i) => i % 90),
      };
      const result = findHotspots(pile, { preset });
      expect(result.warnings).toContainEqual({ code: 'one_location' });
      expect(result.alertable).toBe(false);
    },
  );

  it('leaves out geocodes in another country and counts them', () => {
    const city = twoHotCorners(60);
    const stray: IncidentPoints = {
      latitude: Float64Array.of(...city.latitude, 51.5),
      longitude: Float64Array.of(...city.longitude, -0.1),
      dayNumber: Int32Array.of(...city.dayNumber, 30),
    };
    const result = findHotspots(stray);
    expect(result.warnings).toContainEqual({ code: 'far_off_points', count: 1 });
    expect(result.maskKm2).toBeLessThan(400);
  });
});
