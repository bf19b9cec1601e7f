import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/domain/errors.js';
import { inBatches } from '../../src/store/together.js';

/** Work whose calls end when the test says so. */
function held() {
  const calls: { items: readonly number[]; end: (error?: unknown) => void }[] = [];
  const work = (items: readonly number[]) =>
    new Promise<number[]>((resolve, reject) => {
      const end = (error?: unknown) => (error ? reject(error) : resolve(items.map((item) => item * 10)));
      calls.push({ items, end });
    });
  return { calls, work };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('things done in batches', () => {
  it('begins the first at once and takes what arrives meanwhile together, in order', async () => {
    const { calls, work } = held();
    const one = inBatches(work, { largest: 2, atOnce: 1, mostWaiting: 10 });
    const results = [1, 2, 3, 4].map(one);
    expect(calls.map(({ items }) => items)).toEqual([[1]]);
    for (let call = 0; call < 3; call++) {
      calls[call]?.end();
      await settled();
    }
    expect(calls.map(({ items }) => items)).toEqual([[1], [2, 3], [4]]);
    expect(await Promise.all(results)).toEqual([10, 20, 30, 40]);
  });

  it('tries the members of a failed batch alone, so that only the bad one fails', async () => {
    const work = async (items: readonly number[]) => {
      if (items.includes(3)) throw new Error('three cannot be stored');
      return items;
    };
    const one = inBatches(work, { largest: 10, atOnce: 1, mostWaiting: 10 });
    const results = await Promise.allSettled([1, 2, 3, 4].map(one));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
  });

  it('fails a whole batch at once when there is no database', async () => {
    let calls = 0;
    const work = async (): Promise<number[]> => {
      calls += 1;
      throw new AppError('database_unavailable', 'gone');
    };
    const one = inBatches(work, { largest: 10, atOnce: 1, mostWaiting: 10 });
    const results = await Promise.allSettled([1, 2, 3].map(one));
    expect(results.every(({ status }) => status === 'rejected')).toBe(true);
    expect(calls).toBe(2);
  });

  it('turns away what comes when too much waits', async () => {
    const { calls, work } = held();
    const one = inBatches(work, { largest: 1, atOnce: 1, mostWaiting: 1 });
    const first = one(1);
    const second = one(2);
    await expect(one(3)).rejects.toMatchObject({ code: 'database_unavailable' });
    calls[0]?.end();
    await settled();
    calls[1]?.end();
    expect(await Promise.all([first, second])).toEqual([10, 20]);
  });
});
