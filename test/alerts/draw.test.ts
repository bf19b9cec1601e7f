import { describe, expect, it, vi } from 'vitest';
import { drawInThread } from '../../src/alerts/draw.js';
import { cellName, gridOf } from '../../src/analytics/grid.js';
import type { HotspotResult } from '../../src/analytics/hotspot.js';
import { drawMaps, type MapTask } from '../../src/analytics/map-task.js';
import { type IncidentPoints, knownBefore, pointsAt } from '../../src/analytics/points.js';
import { incidentsAt, twoHotCorners } from '../analytics/incidents.js';
import { silent } from '../support/silent.js';

const points = twoHotCorners(200);
const task = (pastDays: number[] = []): MapTask => ({
  points,
  mask: {},
  asOfDay: 200,
  options: { preset: 'risk', windowDays: 90, areaShare: 0.02, maxHotspots: 10 },
  last: null,
  pastDays,
});
const calm = () => ({ signal: new AbortController().signal, onDrawn: vi.fn() });

const inOrder = (given: IncidentPoints) =>
  pointsAt(
    given,
    Int32Array.from(given.dayNumber.keys()).sort(
      (a, b) => (given.dayNumber[a] ?? 0) - (given.dayNumber[b] ?? 0) || a - b,
    ),
  );

const joined = (a: IncidentPoints, b: IncidentPoints): IncidentPoints => ({
  latitude: Float64Array.of(...a.latitude, ...b.latitude),
  longitude: Float64Array.of(...a.longitude, ...b.longitude),
  dayNumber: Int32Array.of(...a.dayNumber, ...b.dayNumber),
  offence: [...(a.offence ?? []), ...(b.offence ?? [])],
  hourOfWeek: Uint8Array.of(...(a.hourOfWeek ?? []), ...(b.hourOfWeek ?? [])),
});

/** A map by the names of its cells, which are the same on a wider grid. */
function namedMap(result: HotspotResult | undefined) {
  if (!result) throw new Error('no map was drawn');
  const { grid, mask, flagged, blind } = result.map;
  const named = (cells: Iterable<number>) => Array.from(cells, (cell) => cellName(gridOf(grid), cell));
  const inhabited = [...mask.keys()].filter((cell) => mask[cell] === 1);
  return {
    origin: grid.origin,
    mask: named(inhabited).sort(),
    flagged: named(flagged),
    blind: named(blind),
  };
}

describe('drawMaps', () => {
  it('draws tonight’s map, and those of past days from what lay before them', () => {
    const onDrawn = vi.fn();
    const { result, past } = drawMaps(task([150, 199]), onDrawn);
    expect(result.asOfDay).toBe(200);
    expect(result.hotspots.length).toBeGreaterThan(0);
    expect(past.results.map(({ asOfDay }) => asOfDay)).toEqual([150, 199]);
    expect(past.results[0]?.incidentsInWindow).toBe(
      points.dayNumber.filter((day) => day >= 60 && day < 150).length,
    );
    expect(onDrawn.mock.calls).toEqual([
      [1, 2],
      [2, 2],
    ]);
  });

  it.each([
    ['none far away', { x: 3000, y: 1000, aDay: 3 }],
    ['so many far away that the grid would lie elsewhere', { x: 25_000, y: -25_000, aDay: 60 }],
    ['some beyond the city', { x: 300_000, y: 0, aDay: 1 }],
  ])('draws the maps of past days alike whatever happened later: %s', (_, place) => {
    const before = inOrder(points);
    const later = incidentsAt([{ ...place, spread: 3000 }], 50, 7);
    const both = inOrder(joined(before, { ...later, dayNumber: later.dayNumber.map((day) => day + 150) }));
    const [known] = drawMaps({ ...task([150]), points: knownBefore(before, 150) }).past.results;
    const [drawn] = drawMaps({ ...task([150]), points: both }).past.results;
    expect(namedMap(drawn)).toEqual(namedMap(known));
    expect(namedMap(drawn).flagged.length).toBeGreaterThan(5);
    expect(drawn?.hotspots.map(({ cells }) => cells)).toEqual(known?.hotspots.map(({ cells }) => cells));
  });

  it('keeps the kernels of the last map for four weeks, and takes no better ones for the past', () => {
    const { kernels, past } = drawMaps(task([150]));
    const parameters = { kernels: kernels.name, kernelsChosenOn: kernels.chosenOn, calibration: 0.9 };
    const next = drawMaps({ ...task(), asOfDay: 201, last: { parameters, nearRepeats: [] } });
    expect(next.kernels).toMatchObject({ chosenOn: kernels.chosenOn, calibration: 0.9 });
    expect(past.kernels).toMatchObject({ name: 'usual', calibration: 1 });
  });
});

describe('drawInThread', () => {
  it('draws on the main thread where no thread can start, and says so', async () => {
    // From sources there is no compiled thread to start.
    const warn = vi.fn();
    const log = Object.assign(Object.create(silent), { warn });
    const answer = await drawInThread({ log }, task([199]), calm());
    expect(answer).toEqual(drawMaps(task([199])));
    expect(warn).toHaveBeenCalledOnce();
  });

  it('does not begin when the night was called off', async () => {
    const options = { ...calm(), signal: AbortSignal.abort(new Error('called off')) };
    await expect(drawInThread({ log: silent }, task(), options)).rejects.toThrow('called off');
  });
});
