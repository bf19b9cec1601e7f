import { describe, expect, it, vi } from 'vitest';
import { drawInThread } from '../../src/alerts/draw.js';
import { drawMaps, type MapTask } from '../../src/analytics/map-task.js';
import { twoHotCorners } from '../analytics/incidents.js';
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

  it('keeps the kernels of the last map for four weeks, and takes no better ones for the past', () => {
    const { kernels, past } = drawMaps(task([150]));
    const parameters = { kernels: kernels.name, kernelsChosenOn: kernels.chosenOn, calibration: 0.9 };
    const next = drawMaps({ ...task(), asOfDay: 201, last: { parameters } });
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
