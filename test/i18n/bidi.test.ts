import { describe, expect, test } from 'vitest';
import { anchorRightToLeft, directionOf, isolate, isolateForeignRuns } from '../../src/i18n/bidi.js';
import { visible } from './translators.js';

describe('isolates', () => {
  test('stand around what would disturb an Arabic sentence', () => {
    expect(['12', 'WhatsApp', '10:15', 'شارع 5'].map((v) => visible(isolate(v, 'rtl')))).toEqual([
      '[? 12]',
      '[? WhatsApp]',
      '[? 10:15]',
      '[? شارع 5]',
    ]);
  });
  test('are left out around plain Arabic words in Arabic and around everything but right-to-left text in English', () => {
    expect(isolate('السالمية', 'rtl')).toBe('السالمية');
    expect(isolate('Salmiya 12:30', 'ltr')).toBe('Salmiya 12:30');
    expect(visible(isolate('السالمية', 'ltr'))).toBe('[? السالمية]');
    expect(visible(isolate('١٢', 'ltr'))).toBe('[? ١٢]');
  });
  test('stand around the Latin words of an Arabic template, not around its placeholders', () => {
    expect(visible(isolateForeignRuns('أرسل help me، أو {{value}} عبر WhatsApp.'))).toBe(
      'أرسل [l help me]، أو {{value}} عبر [l WhatsApp].',
    );
  });
});

describe('lines of a right-to-left text', () => {
  test.each([
    ['السالمية', 'السالمية'],
    ['WhatsApp السالمية', '[rlm]WhatsApp السالمية'],
    ['- \u2068Ali\u2069 في السالمية', '- [? Ali] في السالمية'],
    ['\u206612\u2069', '[rlm][l 12]'],
    ['نعم\nYes\n\nلا', 'نعم\n[rlm]Yes\n\nلا'],
    ['https://example.org/a', 'https://example.org/a'],
  ])('%j begins on the right', (text, anchored) => {
    expect(visible(anchorRightToLeft(text))).toBe(anchored);
  });
});

test('a direction belongs to the script of a language', () => {
  expect(['ar', 'fa', 'ur', 'he', 'en', 'hi', 'ar-Latn'].map(directionOf)).toEqual([
    'rtl',
    'rtl',
    'rtl',
    'rtl',
    'ltr',
    'ltr',
    'ltr',
  ]);
});
