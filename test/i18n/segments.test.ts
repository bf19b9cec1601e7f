import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parts, segments } from '../../src/i18n/segments.js';

describe('SMS arithmetic', () => {
  test.each([
    ['nothing', '', 'GSM-7', 0, 0],
    ['160 Latin letters', 'a'.repeat(160), 'GSM-7', 160, 1],
    ['161 Latin letters', 'a'.repeat(161), 'GSM-7', 161, 2],
    ['306 Latin letters', 'a'.repeat(306), 'GSM-7', 306, 2],
    ['307 Latin letters', 'a'.repeat(307), 'GSM-7', 307, 3],
    ['80 euro signs, two septets each', '€'.repeat(80), 'GSM-7', 160, 1],
    [
      'an escape sequence that would straddle two parts',
      `${'a'.repeat(152)}€${'a'.repeat(152)}`,
      'GSM-7',
      306,
      3,
    ],
    ['70 Arabic letters', 'س'.repeat(70), 'UCS-2', 70, 1],
    ['71 Arabic letters', 'س'.repeat(71), 'UCS-2', 71, 2],
    ['134 Arabic letters', 'س'.repeat(134), 'UCS-2', 134, 2],
    ['670 Arabic letters', 'س'.repeat(670), 'UCS-2', 670, 10],
    ['one Arabic letter among 100 Latin ones', `${'a'.repeat(100)}س`, 'UCS-2', 101, 2],
    ['35 emoji, two units each', '🚓'.repeat(35), 'UCS-2', 70, 1],
    ['an emoji that would straddle two parts', `${'س'.repeat(66)}🚓${'س'.repeat(66)}`, 'UCS-2', 134, 3],
    ['an isolate, which no GSM letter is', '\u206612\u2069', 'UCS-2', 4, 1],
  ] as const)('%s', (_name, text, encoding, units, count) => {
    expect(segments(text)).toEqual({ encoding, units, segments: count });
  });

  test('parts re-join to the text, fit their envelope and hold whole characters', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 400 }),
      fc.string({ unit: fc.constantFrom('a', '€', '{', 'ß', '\n'), maxLength: 600 }),
      fc.string({ unit: fc.constantFrom('س', '🚓', '👩‍👩‍👧', 'e\u0301'), maxLength: 300 }),
    );
    fc.assert(
      fc.property(text, (message) => {
        const found = parts(message);
        expect(found.join('')).toBe(message);
        expect(found.every((part) => part !== '' && !/\p{Cs}/u.test(part))).toBe(true);
        const { encoding } = segments(message);
        if (found.length > 1 && encoding === 'UCS-2')
          expect(Math.max(...found.map((p) => p.length))).toBeLessThanOrEqual(67);
      }),
    );
  });
});
