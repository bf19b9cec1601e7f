import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { thinned, weekdayShares } from '../../src/analytics/share.js';

const week = (value: number) => new Float64Array(7).fill(value);
const counts = fc
  .array(fc.nat({ max: 400 }), { minLength: 7, maxLength: 7 })
  .map((values) => Float64Array.from(values));

describe('weekdayShares', () => {
  it('of a busy place are its own', () => {
    const [share = 0] = weekdayShares({ all: week(10_000), selected: week(2500) });
    expect(share).toBeCloseTo(0.25, 3);
  });

  it('of a small place lean on the place around it, level and week', () => {
    const around = { all: week(10_000), selected: week(1000) };
    around.selected[5] = 4000;
    const shares = weekdayShares({ all: week(2), selected: week(1) }, around);
    expect(shares[0]).toBeGreaterThan(0.1);
    expect(shares[0]).toBeLessThan(0.3);
    expect((shares[5] ?? 0) - (shares[0] ?? 0)).toBeGreaterThan(0.2);
  });

  it('of all kinds together are the whole', () => {
    fc.assert(
      fc.property(counts, counts, counts, (a, b, rest) => {
        const all = a.map((value, i) => value + (b[i] ?? 0));
        const wide = all.map((value, i) => 3 * value + (rest[i] ?? 0));
        const shares = [a, b].map((selected, i) =>
          weekdayShares(
            { all, selected },
            {
              all: wide,
              selected: selected.map((value, day) => 3 * value + (i === 0 ? (rest[day] ?? 0) : 0)),
            },
          ),
        );
        const known = all.some((value) => value > 0) || rest.some((value) => value > 0);
        for (let day = 0; day < 7; day++) {
          const together = (shares[0]?.[day] ?? 0) + (shares[1]?.[day] ?? 0);
          expect(together).toBeGreaterThanOrEqual(0);
          // Where a rhythm would take a share below zero it is cut there.
          if (known) expect(together).toBeGreaterThan(0.99);
        }
      }),
    );
  });

  it('are zero, not NaN, where nothing ever happened', () => {
    expect([...weekdayShares({ all: week(0), selected: week(0) })]).toEqual([...week(0)]);
  });
});

describe('thinned', () => {
  it('keeps what it is of: all is itself, a little is nearly Poisson', () => {
    expect(thinned({ mean: 20, dispersion: 3 }, 1)).toEqual({ mean: 20, dispersion: 3 });
    expect(thinned({ mean: 20, dispersion: 3 }, 0.01).dispersion).toBeCloseTo(1.02);
  });
});
