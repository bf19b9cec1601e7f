import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  endedOf,
  isEverywhere,
  joined,
  onlyOf,
  type Places,
  without,
} from '../../src/commands/subscribed-places.js';

const ids = fc.uniqueArray(fc.constantFrom('jahra', 'salmiya', 'jabriya', 'hawalli', 'bayan'));
const somewhere: fc.Arbitrary<Places> = fc
  .record({ areaIds: ids, governorateIds: ids })
  .filter((places) => !isEverywhere(places));
const EVERYWHERE: Places = { areaIds: [], governorateIds: [] };

describe('places of subscriptions', () => {
  it('are all kept when more are added', () => {
    fc.assert(
      fc.property(somewhere, somewhere, (before, more) => {
        const after = joined(before, more);
        expect(after.areaIds).toEqual(expect.arrayContaining([...before.areaIds, ...more.areaIds]));
        expect(after.governorateIds).toEqual(
          expect.arrayContaining([...before.governorateIds, ...more.governorateIds]),
        );
      }),
    );
  });

  it('stay everywhere, or become it, with everywhere', () => {
    fc.assert(
      fc.property(somewhere, (places) => {
        expect(isEverywhere(joined(EVERYWHERE, places))).toBe(true);
        expect(isEverywhere(joined(places, EVERYWHERE))).toBe(true);
      }),
    );
  });

  it('never become everywhere by taking some away, and lose exactly what is named', () => {
    fc.assert(
      fc.property(somewhere, somewhere, (before, fewer) => {
        const named = [...fewer.areaIds, ...fewer.governorateIds];
        const left = without(before, fewer);
        if (left === null) {
          expect(named).toEqual(expect.arrayContaining([...before.areaIds, ...before.governorateIds]));
          return;
        }
        expect(isEverywhere(left)).toBe(false);
        expect(isEverywhere(endedOf(left, left))).toBe(true);
        for (const id of [...left.areaIds, ...left.governorateIds]) expect(named).not.toContain(id);
      }),
    );
  });

  const governorateOf = (id: string) => (id === 'jahra' ? 'jahra' : 'hawalli');
  const areas = (...areaIds: string[]) => ({ areaIds, governorateIds: [] });
  const governorates = (...governorateIds: string[]) => ({ areaIds: [], governorateIds });

  it.each([
    ['everywhere', EVERYWHERE, areas('salmiya'), areas('salmiya')],
    [
      'everywhere, by a governorate',
      EVERYWHERE,
      { areaIds: ['jahra'], governorateIds: ['jahra'] },
      governorates('jahra'),
    ],
    ['its governorate', governorates('hawalli', 'jahra'), areas('salmiya'), areas('salmiya')],
    ['areas', areas('salmiya', 'bayan'), areas('salmiya', 'jabriya'), areas('salmiya')],
    ['elsewhere', governorates('jahra'), areas('salmiya'), null],
  ])('are kept alone out of %s', (_, before, kept, left) => {
    expect(onlyOf(before, kept, governorateOf)).toEqual(left);
  });
});
