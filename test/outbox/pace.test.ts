import { describe, expect, it } from 'vitest';
import { createPacer } from '../../src/outbox/pace.js';

/** When messages leave that become ready at these moments, a gap of 10 ms between them. */
function leave(readyAt: readonly number[], key = 'whatsapp', pacer = createPacer()): number[] {
  return readyAt.map((at) => {
    const leaves = at + pacer.waitMs(key, at);
    pacer.note(key, leaves, 10);
    return leaves;
  });
}

describe('a pacer', () => {
  it('draws apart what becomes ready at once', () => {
    expect(leave([100, 100, 100, 101])).toEqual([100, 110, 120, 130]);
  });

  it('holds up nothing that comes at its pace or slower', () => {
    expect(leave([100, 110, 125, 500])).toEqual([100, 110, 125, 500]);
  });

  it('keeps each rate for itself', () => {
    const pacer = createPacer();
    expect(leave([100], 'slack:C1', pacer)).toEqual([100]);
    expect(leave([100], 'slack:C2', pacer)).toEqual([100]);
    expect(leave([100], 'slack:C1', pacer)).toEqual([110]);
  });

  it('still keeps the gap of a rate in use when very many conversations have passed', () => {
    const pacer = createPacer();
    for (let i = 0; i < 5000; i++) leave([i], `slack:D${i}`, pacer);
    leave([5000], 'whatsapp', pacer);
    leave([5000], 'slack:D1', pacer);
    expect(leave([5001], 'whatsapp', pacer)).toEqual([5010]);
  });
});
