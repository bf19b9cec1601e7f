import { describe, expect, it } from 'vitest';
import type { Place } from '../../src/domain/area.js';
import { nearestLandmark, seenFrom, WINDS } from '../../src/domain/landmark.js';

const place = (id: string, type: string, position: Place['position']): Place => ({
  id,
  type,
  position,
  area: null,
  governorate: null,
  nameEn: id,
  nameAr: id,
  aliasesEn: [],
  aliasesAr: [],
});

describe('the nearest landmark', () => {
  const places = [
    place('mall', 'mall', [29.3, 48.0]),
    place('market', 'market', [29.309, 48.0]),
    place('gulf_road', 'road', [29.3051, 48.0]),
    place('unknown', 'mall', null),
  ];
  it('is the nearest one with a position, in metres; a road is too long to be near something', () => {
    expect(nearestLandmark(places, [29.305, 48.0])).toEqual({ placeId: 'market', metres: 444 });
    expect(nearestLandmark(places, [29.3, 48.0])).toEqual({ placeId: 'mall', metres: 0 });
  });
  it('is none where there is none within 1.5 km', () => {
    expect(nearestLandmark(places, [29.33, 48.0])).toBeNull();
    expect(nearestLandmark([], [29.3, 48.0])).toBeNull();
  });
});

describe('where a point lies from another', () => {
  const from = [29.3, 48.0] as const;
  it('is told in metres on the ground, eastward as northward', () => {
    expect(seenFrom(from, [29.31, 48.0]).metres).toBeCloseTo(1109, 0);
    expect(seenFrom(from, [29.3, 48.01]).metres).toBeCloseTo(967, 0);
  });
  it('goes by the eight winds, clockwise from north', () => {
    const around = WINDS.map((_, i) => {
      const angle = (i * Math.PI) / 4;
      const to = [29.3 + 0.01 * Math.cos(angle), 48 + (0.01 * Math.sin(angle)) / Math.cos(0.5114)] as const;
      return seenFrom(from, to).wind;
    });
    expect(around).toEqual([...WINDS]);
  });
});
