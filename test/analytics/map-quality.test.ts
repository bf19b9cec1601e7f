import { describe, expect, it } from 'vitest';
import { mapQuality } from '../../src/analytics/map-quality.js';
import type { MapExam } from '../../src/domain/hotspot-map.js';
import { dateOfDay } from '../../src/domain/period.js';

const exam = (asOfDay: number, hits: number, incidents: number, more: Partial<MapExam> = {}): MapExam => ({
  mapId: asOfDay,
  asOf: dateOfDay(asOfDay),
  retrospective: false,
  days: 7,
  reported: { hits, incidents, flaggedCells: 10, maskCells: 1000, bestHits: Math.max(hits, incidents / 2) },
  discovered: { hits: 0, incidents: 0 },
  blind: null,
  outside: 0,
  expected: null,
  ...more,
});

describe('how good the maps were', () => {
  it('pools weeks that do not overlap: no incident counts twice', () => {
    const nightly = Array.from({ length: 30 }, (_, i) => exam(20_000 - i, 20, 100));
    const { pooled, lastWeek } = mapQuality([], nightly);
    expect(pooled).toMatchObject({ weeks: 5, incidents: 500 });
    expect(pooled?.accuracy.pai).toBeCloseTo(20, 6);
    expect(lastWeek?.accuracy.hitRate).toBeCloseTo(0.2, 6);
  });

  it('pools sums, so that a quiet week does not weigh as much as a busy one', () => {
    const { pooled } = mapQuality([], [exam(20_000, 300, 1000), exam(19_993, 0, 10)]);
    expect(pooled?.accuracy.hitRate).toBeCloseTo(300 / 1010, 6);
  });

  it('leaves weeks without incidents out of the pool, and says nothing without exams', () => {
    expect(mapQuality([], [exam(20_000, 0, 0), exam(19_990, 5, 50)]).pooled).toBeNull();
    expect(mapQuality([], [])).toEqual({ yesterday: null, lastWeek: null, pooled: null, feedback: null });
  });

  it('warns when maps that people saw beat the map without the last 90 days by far, night after night', () => {
    const night = (i: number, retrospective: boolean) => {
      const one = exam(20_000 - i, 40, 100);
      return { ...one, retrospective, blind: { ...one.reported, hits: 15 } };
    };
    const seen = Array.from({ length: 20 }, (_, i) => night(i, false));
    expect(mapQuality([], seen).feedback?.chases).toBe(true);
    expect(mapQuality([], seen.slice(0, 5)).feedback?.chases).toBe(false);
    const drawnAfterwards = Array.from({ length: 20 }, (_, i) => night(i, true));
    expect(mapQuality([], drawnAfterwards).feedback).toBeNull();
  });
});
