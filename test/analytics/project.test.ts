import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localPlane, projector, utm38n } from '../../src/analytics/project.js';
import { r } from './golden.js';

const inKuwait = fc.tuple(
  fc.double({ min: 28.5, max: 30.1, noNaN: true }),
  fc.double({ min: 46.5, max: 48.7, noNaN: true }),
);

describe('utm38n', () => {
  it.each(r.utm38n)(
    'gives the metres that PROJ gives for $latitude, $longitude',
    ({ latitude, longitude, x, y }) => {
      const [east, north] = utm38n.toMetres(latitude, longitude);
      expect(east).toBeCloseTo(x, 2);
      expect(north).toBeCloseTo(y, 2);
    },
  );

  it('comes back to where it started, to a millionth of a degree', () => {
    fc.assert(
      fc.property(inKuwait, ([latitude, longitude]) => {
        const back = utm38n.toLatLon(...utm38n.toMetres(latitude, longitude));
        expect(back[0]).toBeCloseTo(latitude, 7);
        expect(back[1]).toBeCloseTo(longitude, 7);
      }),
    );
  });
});

describe('localPlane', () => {
  it('agrees with UTM on distances across Kuwait City to half a percent', () => {
    const plane = localPlane([29.35, 47.95]);
    const between = (p: typeof plane) => {
      const [x1, y1] = p.toMetres(29.3, 47.9);
      const [x2, y2] = p.toMetres(29.4, 48.1);
      return Math.hypot(x2 - x1, y2 - y1);
    };
    expect(between(plane) / between(utm38n)).toBeCloseTo(1, 2);
  });

  it('knows that a degree of longitude shrinks with latitude', () => {
    const [east] = localPlane([29.3, 48]).toMetres(29.3, 48.02);
    const [, north] = localPlane([29.3, 48]).toMetres(29.32, 48);
    expect(east).toBeCloseTo(1943, -1);
    expect(north).toBeCloseTo(2217, -1);
  });

  it('comes back to where it started', () => {
    const plane = localPlane([49.25, -123.1]);
    const [latitude, longitude] = plane.toLatLon(...plane.toMetres(49.3, -123.2));
    expect(latitude).toBeCloseTo(49.3, 9);
    expect(longitude).toBeCloseTo(-123.2, 9);
  });
});

describe('projector', () => {
  it('uses the national grid in Kuwait and a local plane elsewhere', () => {
    expect(projector([29.37, 47.98])).toBe(utm38n);
    const chicago = projector([41.8, -87.6]);
    expect(chicago.toMetres(41.8, -87.6)).toEqual([0, 0]);
  });
});
