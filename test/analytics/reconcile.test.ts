import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reconcile } from '../../src/analytics/reconcile.js';

const country = (mean: number, variance: number) => ({ key: 'kuwait', parent: null, mean, variance });
const part = (key: string, mean: number, variance: number, parent = 'kuwait') => ({
  key,
  parent,
  mean,
  variance,
});

describe('reconcile', () => {
  it('meets between the total and its parts, nearer to the surer one', () => {
    const means = reconcile([country(100, 10), part('hawalli', 50, 20), part('ahmadi', 60, 20)]);
    expect(means.get('kuwait')).toBeCloseTo(102);
    expect(means.get('hawalli')).toBeCloseTo(46);
    expect(means.get('ahmadi')).toBeCloseTo(56);
  });

  it('leaves alone what adds up already', () => {
    const means = reconcile([country(30, 5), part('a', 10, 3), part('b', 20, 9)]);
    expect([...means.values()]).toEqual([30, 10, 20]);
  });

  it('always adds up and never goes below zero', () => {
    const size = fc.record({
      mean: fc.double({ min: 0, max: 500, noNaN: true }),
      variance: fc.double({ min: 0, max: 900, noNaN: true }),
    });
    fc.assert(
      fc.property(
        size,
        fc.array(fc.tuple(size, fc.array(size, { maxLength: 4 })), { minLength: 1, maxLength: 6 }),
        (top, rest) => {
          const nodes = rest.flatMap(([governorate, areas], g) => [
            part(`g${g}`, governorate.mean, governorate.variance),
            ...areas.map((area, a) => part(`g${g}a${a}`, area.mean, area.variance, `g${g}`)),
          ]);
          const means = reconcile([country(top.mean, top.variance), ...nodes]);
          const under = (key: string) =>
            nodes.filter(({ parent }) => parent === key).map((node) => means.get(node.key) ?? 0);
          for (const key of ['kuwait', ...nodes.map((node) => node.key)]) {
            const parts = under(key);
            if (parts.length > 0 && parts.some((mean) => mean > 0)) {
              expect(parts.reduce((total, mean) => total + mean, 0)).toBeCloseTo(means.get(key) ?? 0, 6);
            }
          }
          expect(Math.min(...means.values())).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });

  it('refuses nodes that hang in the air', () => {
    expect(() => reconcile([part('a', 1, 1)])).toThrow('a counts under kuwait, which is not there');
    expect(() => reconcile([part('a', 1, 1, 'b'), part('b', 1, 1, 'a')])).toThrow('no tree');
    expect(reconcile([])).toEqual(new Map());
  });
});
