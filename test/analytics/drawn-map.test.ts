import { describe, expect, it } from 'vitest';
import { scorePromise } from '../../src/analytics/drawn-map.js';
import { gridOf } from '../../src/analytics/grid.js';
import { findHotspots } from '../../src/analytics/hotspot.js';
import { incidentsAt, twoHotCorners } from './incidents.js';

const DAYS = 200;
const points = twoHotCorners(DAYS + 7);
const { map } = findHotspots(points, { asOfDay: DAYS });

describe('the exam of a map', () => {
  it('catches far more than the share of the area that is flagged, in days that the map never saw', () => {
    const { reported } = scorePromise(map, points, DAYS, DAYS + 7);
    expect(reported.incidents).toBeGreaterThan(20);
    expect(reported.hits / reported.incidents).toBeGreaterThan(
      10 * (reported.flaggedCells / reported.maskCells),
    );
    expect(reported.hits).toBeLessThanOrEqual(reported.bestHits);
  });

  it('comes out the same from a map that went through the store, whatever the data have become since', () => {
    const stored = { ...map, grid: JSON.parse(JSON.stringify(map.grid)) };
    expect(scorePromise(stored, points, DAYS, DAYS + 7)).toEqual(scorePromise(map, points, DAYS, DAYS + 7));
  });

  it('keeps what patrols found apart from what people reported', () => {
    const discovered = Uint8Array.from(points.dayNumber, (_, i) => i % 2);
    const whole = scorePromise(map, points, DAYS, DAYS + 7);
    const { reported, discovered: found } = scorePromise(map, { ...points, discovered }, DAYS, DAYS + 7);
    expect(reported.incidents + found.incidents).toBe(whole.reported.incidents);
    expect(reported.hits + found.hits).toBe(whole.reported.hits);
    expect(found.incidents).toBeGreaterThan(0);
  });

  it('counts apart what happened where nobody lives', () => {
    const far = incidentsAt([{ x: 60_000, y: 0, spread: 10, aDay: 2 }], 5);
    const { outside, reported } = scorePromise(map, far, 0, 5);
    expect({ outside, incidents: reported.incidents }).toEqual({ outside: 10, incidents: 0 });
  });

  it('has a comparison map of the same size that does not know the last 90 days', () => {
    const old = incidentsAt([{ x: 0, y: 0, spread: 60, aDay: 3 }], 100);
    const recent = incidentsAt([{ x: 3000, y: 3000, spread: 60, aDay: 30 }], 60, 2);
    const both = {
      latitude: Float64Array.of(...old.latitude, ...recent.latitude),
      longitude: Float64Array.of(...old.longitude, ...recent.longitude),
      dayNumber: Int32Array.of(...old.dayNumber, ...recent.dayNumber.map((day) => day + 140)),
    };
    const drawn = findHotspots(both, { asOfDay: 200 }).map;
    const late = scorePromise(drawn, both, 140, 200);
    expect(drawn.blind).toHaveLength(drawn.flagged.length);
    expect(late.reported.hits).toBeGreaterThan(100);
    expect(late.blind?.hits).toBe(0);
  });

  it.each(['dbscan', 'seed'] as const)('is taken by clusters on the same cells: %s', (preset) => {
    const clusters = findHotspots(points, { asOfDay: DAYS, preset, minPoints: 5 });
    const { reported } = scorePromise(clusters.map, points, DAYS, DAYS + 7);
    const risk = scorePromise(map, points, DAYS, DAYS + 7).reported;
    const density = ({ hits, flaggedCells }: typeof reported) => hits / flaggedCells;
    expect(reported.maskCells).toBe(risk.maskCells);
    if (preset === 'seed') expect(density(risk)).toBeGreaterThan(10 * density(reported));
    expect(clusters.hotspots.every(({ cells }) => cells.length > 0)).toBe(true);
    expect(gridOf(clusters.map.grid).cellMetres).toBe(150);
  });
});
