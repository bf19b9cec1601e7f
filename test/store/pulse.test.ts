import { describe, expect, it } from 'vitest';
import { createBell } from '../../src/store/bell.js';
import { startPulse, within } from '../../src/store/pulse.js';

const HOUR_MS = 3_600_000;

/** A loop over a queue of numbers; what it takes is kept. */
function loop(queue: number[], beforeBeat: () => void = () => undefined) {
  const bell = createBell(null);
  const taken: number[] = [];
  const troubles: unknown[] = [];
  const pulse = startPulse({
    bell,
    topic: 'jobs',
    pollMs: HOUR_MS,
    beat: async () => {
      beforeBeat();
      const next = queue.shift();
      if (next !== undefined) taken.push(next);
      return next !== undefined;
    },
    onTrouble: (error) => troubles.push(error),
  });
  return { bell, pulse, taken, troubles };
}

describe('a pulse', () => {
  it('goes on while there is work, and is idle when there is none', async () => {
    const { pulse, taken } = loop([1, 2, 3]);
    await pulse.idle();
    expect(taken).toEqual([1, 2, 3]);
    await pulse.stop();
  });

  it('wakes when the bell rings, and not after it was stopped', async () => {
    const queue: number[] = [];
    const { bell, pulse, taken } = loop(queue);
    await pulse.idle();
    queue.push(1);
    bell.ringHere('jobs');
    await pulse.idle();
    expect(taken).toEqual([1]);
    await pulse.stop();
    queue.push(2);
    bell.ringHere('jobs');
    expect(taken).toEqual([1]);
  });

  it('survives trouble, reports it, and takes up its work when that is over', async () => {
    let broken = true;
    const { bell, pulse, taken, troubles } = loop([1], () => {
      if (broken) throw new Error('no database');
    });
    const idle = pulse.idle();
    broken = false;
    bell.ringHere('jobs');
    await idle;
    expect(troubles).toEqual([new Error('no database')]);
    expect(taken).toEqual([1]);
    await pulse.stop();
  });
});

describe('waiting within a time', () => {
  it('ends with the work when that is quicker, and with the time when it is not', async () => {
    await within(HOUR_MS, [Promise.resolve()]);
    await within(1, [new Promise(() => undefined)]);
  });
});
