import { describe, expect, it } from 'vitest';
import { seenIds } from '../../src/ingest/seen-ids.js';

const id = (n: number) => `2026-${String(n).padStart(6, '0')}`;

describe('ids that came before', () => {
  it('are all known, and few others are taken for them', () => {
    const seen = seenIds(50_000);
    for (let n = 0; n < 50_000; n++) seen.add(id(n));
    for (let n = 0; n < 50_000; n++) expect(seen.mayHold(id(n))).toBe(true);
    let mistaken = 0;
    for (let n = 50_000; n < 100_000; n++) if (seen.mayHold(id(n))) mistaken++;
    expect(mistaken / 50_000).toBeLessThan(0.01);
  });

  it('are all known also when more come than were expected', () => {
    const seen = seenIds(0);
    for (let n = 0; n < 5000; n++) seen.add(id(n));
    for (let n = 0; n < 5000; n++) expect(seen.mayHold(id(n))).toBe(true);
  });
});
