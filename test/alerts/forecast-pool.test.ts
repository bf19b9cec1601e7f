import { describe, expect, it, vi } from 'vitest';
import { makeForecasts } from '../../src/alerts/forecast-pool.js';
import { type ForecastTask, runForecastTask } from '../../src/analytics/forecast-task.js';
import { silent } from '../support/silent.js';

const task = (key: string): ForecastTask => ({
  key,
  counts: Float64Array.from({ length: 120 }, (_, i) => 5 + ((i + key.length) % 7)),
  ...{ startDay: 0, horizonDays: 3, model: 'ewma', compare: false },
});
const tasks = ['a', 'bb', 'ccc', 'dddd'].map(task);
const calm = () => ({ signal: new AbortController().signal, onDone: vi.fn(async () => {}) });

describe('makeForecasts', () => {
  it('answers in the order of the tasks, reporting each', async () => {
    const options = calm();
    const { answers, threads } = await makeForecasts({ log: silent }, tasks, { ...options, threads: 0 });
    expect(answers).toEqual(tasks.map(runForecastTask));
    expect(threads).toBe(0);
    expect(options.onDone.mock.calls).toEqual([1, 2, 3, 4].map((done) => [done, 4]));
  });

  it('does the work of threads that cannot start, and says so', async () => {
    // From sources there is no compiled thread to start.
    const warn = vi.fn();
    const log = Object.assign(Object.create(silent), { warn });
    const { answers, threads } = await makeForecasts({ log }, tasks, { ...calm(), threads: 2 });
    expect(answers).toEqual(tasks.map(runForecastTask));
    expect(threads).toBe(0);
    expect(warn).toHaveBeenCalledOnce();
  });

  it('stops between two forecasts when the night is called off', async () => {
    const cut = new AbortController();
    const onDone = vi.fn(async () => cut.abort());
    await expect(
      makeForecasts({ log: silent }, tasks, { threads: 0, signal: cut.signal, onDone }),
    ).rejects.toThrow();
    expect(onDone).toHaveBeenCalledOnce();
  });
});
