import { describe, expect, it } from 'vitest';
import type { Place } from '../../src/domain/area.js';
import { nearestLandmark } from '../../src/domain/landmark.js';

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
