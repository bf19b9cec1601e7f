import { describe, expect, it } from 'vitest';
import { chooseKernels } from '../../src/analytics/kernel-choice.js';
import type { IncidentPoints } from '../../src/analytics/points.js';
import { seededRandom } from '../../src/analytics/random.js';
import { riskSurface } from '../../src/analytics/risk.js';
import { incidentsAt, twoHotCorners } from './incidents.js';

function joined(parts: readonly { points: IncidentPoints; fromDay: number }[]): IncidentPoints {
  return {
    latitude: Float64Array.from(parts.flatMap(({ points }) => [...points.latitude])),
    longitude: Float64Array.from(parts.flatMap(({ points }) => [...points.longitude])),
    dayNumber: Int32Array.from(
      parts.flatMap(({ points, fromDay }) => [...points.dayNumber].map((day) => day + fromDay)),
    ),
  };
}

const choiceFor = (points: IncidentPoints, asOfDay: number) =>
  chooseKernels(riskSurface(points, { asOfDay, kernels: [] }), points);

/** Many hot places, all of which lie elsewhere every other month. */
const wandering = () => {
  const random = seededRandom(5);
  return joined(
    Array.from({ length: 12 }, (_, i) => {
      const places = Array.from({ length: 12 }, () => ({
        x: 8000 * random(),
        y: 8000 * random(),
        spread: 40,
        aDay: 0.4,
      }));
      return { points: incidentsAt(places, 60, i + 1), fromDay: 60 * i };
    }),
  );
};

describe('the choice of kernels', () => {
  it('forgets quickly in a city whose hot places move', () => {
    const { name, gain } = choiceFor(wandering(), 720);
    expect(name).toBe('fast');
    expect(gain).toBeGreaterThan(0.1);
  });

  it('uses nothing from the day on that it is made for', () => {
    const known = twoHotCorners(400);
    const later = incidentsAt([{ x: 6000, y: 6000, spread: 50, aDay: 50 }], 50, 9);
    const { latitude, longitude, dayNumber } = known;
    const both = joined([
      { points: { latitude, longitude, dayNumber }, fromDay: 0 },
      { points: later, fromDay: 400 },
    ]);
    expect(choiceFor(both, 400)).toEqual(choiceFor(known, 400));
  });

  it('keeps the usual ones while the past is too short to choose by', () => {
    expect(choiceFor(twoHotCorners(60), 60)).toMatchObject({ name: 'usual', gain: 0 });
    const none = {
      latitude: new Float64Array(0),
      longitude: new Float64Array(0),
      dayNumber: new Int32Array(0),
    };
    expect(choiceFor(none, 100).name).toBe('usual');
  });

  it('promises what it expects where the one per cent is less than a cell', () => {
    const spot = incidentsAt([{ x: 0, y: 0, spread: 100, aDay: 2 }], 400, 3);
    const surface = riskSurface(spot, { asOfDay: 400, kernels: [], mask: { nearIncidentsMetres: 500 } });
    expect(surface.maskCells).toBeGreaterThan(50);
    expect(surface.maskCells).toBeLessThan(100);
    expect(chooseKernels(surface, spot).calibration).toBe(1);
  });
});
