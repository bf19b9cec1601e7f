import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../src/domain/errors.js';
import type { Value } from '../../src/domain/message.js';
import * as say from '../../src/domain/reply.js';
import { loadGazetteer, loadOffences } from '../../src/gazetteer/gazetteer.js';
import { createTranslator, type TextOptions } from '../../src/i18n/translate.js';
import { translatorWith, visible } from './translators.js';

const translator = translatorWith({
  en: { value: '{{value}}', both: '{{a}} and {{b}}', group_one: 'one', group_other: '{{count}} of them' },
  ar: {
    value: 'القيمة {{value}}',
    both: '{{a}} ثم {{b}}',
    group_zero: 'صفر',
    group_one: 'واحد',
    group_two: 'اثنان',
    group_few: 'قليل {{count}}',
    group_many: 'كثير {{count}}',
    group_other: 'غيرها {{count}}',
  },
});

const shown = (value: Value, locale: string, options?: TextOptions): string =>
  visible(translator.text(say.text('test.value', { value }), locale, options)).replace('القيمة ', '');
const kuwait = (local: string): Date => new Date(`${local}:00+03:00`);
const between = (from: string, to: string): Value => say.period({ from: kuwait(from), to: kuwait(to) });

describe('values are written in the language of the reader', () => {
  const cases: readonly [name: string, value: Value, en: string, ar: string][] = [
    ['a number', say.number(1234.56), '1,234.6', '[r ١٬٢٣٤٫٦]'],
    ['a number with fixed decimals', say.number(2, 2), '2.00', '[r ٢٫٠٠]'],
    ['a negative number', say.number(-5), '-5', '[r -٥]'],
    ['minus nothing as nothing', say.number(-0.01), '0', '[r ٠]'],
    ['a share', say.percent(0.123), '12%', '[r ١٢٪]'],
    ['a small share with a decimal', say.percent(-0.0456), '-4.6%', '[r -٤٫٦٪]'],
    ['metres', say.metres(350.4), '350 m', '[r ٣٥٠ مترًا]'],
    ['kilometres', say.metres(999.6), '1 km', '[r ١ كم]'],
    ['a code as it is', say.code('HX_12'), 'HX_12', '[l HX_12]'],
    ['the number of a task without grouping', say.code(12345), '12345', '[l ١٢٣٤٥]'],
    ['an area', say.area('salmiya'), 'Salmiya', 'السالمية'],
    ['a governorate', { kind: 'governorate', id: 'hawalli' }, 'Hawalli', 'حولي'],
    ['an offence', say.offence('theft'), 'Theft', 'سرقة'],
    ['an id that the gazetteer does not know', say.area('new_town'), 'new_town', '[? new_town]'],
    [
      'a day with its weekday',
      say.date('2026-03-18'),
      'Wednesday, 18 March 2026',
      '[r الأربعاء، ١٨ مارس ٢٠٢٦]',
    ],
    [
      'an instant on the wall clock of Kuwait',
      say.instant(new Date('2026-03-17T21:05:00Z')),
      '18 March 2026 00:05',
      '[r ١٨ مارس ٢٠٢٦ الساعة ٠٠:٠٥]',
    ],
    ['a clock time', { kind: 'clock', at: kuwait('2026-03-18T07:15') }, '07:15', '[r ٠٧:١٥]'],
    ['the first day of the week', { kind: 'weekday', weekday: 0 }, 'Sunday', 'الأحد'],
    ['an hour', { kind: 'hour', hour: 23 }, '23:00', '[r ٢٣:٠٠]'],
    [
      'a list',
      say.listOf([say.area('salmiya'), say.number(3), say.verbatim('Ali')]),
      'Salmiya, 3 and Ali',
      'السالمية و[r ٣] و[? Ali]',
    ],
    ['a text within a text', say.phrase(say.text('common.and_more', {}, 3)), 'and 3 more', 'و[r ٣] غيرها'],
  ];
  test.each(cases)('%s', (_name, value, en, ar) => {
    expect(shown(value, 'en')).toBe(en);
    expect(shown(value, 'ar')).toBe(ar);
  });

  test('Arabic in 0-9 for a reader who writes so, English in 0-9 whatever they write', () => {
    expect(shown(say.number(-1234.5), 'ar', { digits: 'latn' })).toBe('[l -1,234.5]');
    expect(shown(say.percent(0.5), 'ar', { digits: 'latn' })).toBe('[l 50%]');
    expect(shown(say.number(12), 'en', { digits: 'arab' })).toBe('12');
  });

  test('a number that is none is a fault, not a figure', () => {
    expect(() => shown(say.number(Number.NaN), 'en')).toThrow(AppError);
    expect(() => shown(say.percent(Number.POSITIVE_INFINITY), 'ar')).toThrow(AppError);
  });
});

describe('a half-open period is said with its last day', () => {
  const cases: readonly [value: Value, en: string, ar: string, compact: string][] = [
    [
      between('2026-03-18T00:00', '2026-03-19T00:00'),
      'Wednesday, 18 March 2026',
      'الأربعاء، ١٨ مارس ٢٠٢٦',
      '18/03/2026',
    ],
    [
      between('2026-03-01T00:00', '2026-03-08T00:00'),
      '1-7 March 2026',
      '١–٧ مارس ٢٠٢٦',
      '01/03 to 07/03/2026',
    ],
    [
      between('2026-02-27T00:00', '2026-03-03T00:00'),
      '27 February to 2 March 2026',
      '٢٧ فبراير – ٢ مارس ٢٠٢٦',
      '27/02 to 02/03/2026',
    ],
    [
      between('2025-12-30T00:00', '2026-01-02T00:00'),
      '30 December 2025 to 1 January 2026',
      '٣٠ ديسمبر ٢٠٢٥ – ١ يناير ٢٠٢٦',
      '30/12/2025 to 01/01/2026',
    ],
    [between('2028-02-01T00:00', '2028-03-01T00:00'), 'February 2028', 'فبراير ٢٠٢٨', '01/02 to 29/02/2028'],
    [between('2026-01-01T00:00', '2027-01-01T00:00'), '2026', '٢٠٢٦', '01/01 to 31/12/2026'],
    [
      between('2026-03-18T00:00', '2026-03-18T10:15'),
      '18 March 2026 00:00 to 10:15',
      '١٨ مارس ٢٠٢٦ من ٠٠:٠٠ إلى ١٠:١٥',
      '18/03/2026 00:00 to 10:15',
    ],
    [
      between('2026-03-18T20:00', '2026-03-19T00:00'),
      '18 March 2026 20:00 to 24:00',
      '١٨ مارس ٢٠٢٦ من ٢٠:٠٠ إلى ٢٤:٠٠',
      '18/03/2026 20:00 to 24:00',
    ],
    [
      between('2026-03-16T07:00', '2026-03-18T10:15'),
      '16 March 2026 07:00 to 18 March 2026 10:15',
      '١٦ مارس ٢٠٢٦ الساعة ٠٧:٠٠ – ١٨ مارس ٢٠٢٦ الساعة ١٠:١٥',
      '16/03/2026 07:00 to 18/03/2026 10:15',
    ],
  ];
  test.each(cases)('%j', (value, en, ar, compact) => {
    expect(shown(value, 'en')).toBe(en);
    expect(shown(value, 'ar')).toBe(`[r ${ar}]`);
    expect(shown(value, 'en', { compact: true })).toBe(compact);
  });

  test('an empty period names its instant instead of a day before it', () => {
    expect(shown(between('2026-03-18T00:00', '2026-03-18T00:00'), 'en')).toBe('18 March 2026 00:00 to 00:00');
  });
});

describe('plural forms follow the language', () => {
  const form = (count: number, locale: string) =>
    visible(translator.text(say.text('test.group', {}, count), locale));
  test('English has two', () => {
    expect([1, 0, 2, 1000].map((n) => form(n, 'en'))).toEqual([
      'one',
      '0 of them',
      '2 of them',
      '1,000 of them',
    ]);
  });
  test('Arabic has six', () => {
    expect([0, 1, 2, 3, 110, 11, 99, 100, 102, 103].map((n) => form(n, 'ar').split(' ')[0])).toEqual([
      'صفر',
      'واحد',
      'اثنان',
      'قليل',
      'قليل',
      'كثير',
      'كثير',
      'غيرها',
      'غيرها',
      'قليل',
    ]);
  });
});

describe('what people wrote stays what they wrote', () => {
  test.each(['{{b}}', '{{- b}}', '$t(test.value)', '$&', "$'", '$1', '<b>&amp;</b>', 'a_b'])(
    '%s is no template',
    (written) => {
      const both = say.text('test.both', { a: say.verbatim(written), b: say.verbatim('B') });
      expect(translator.text(both, 'en')).toBe(`${written} and B`);
    },
  );
});

describe('a mistake in the texts is found, not shown', () => {
  test('a missing key is named', () => {
    expect(() => translator.text(say.text('test.absent'), 'en')).toThrow(/test\.absent/);
  });
  test('a key of a whole room is no text', () => {
    expect(() => translator.text(say.text('test'), 'en')).toThrow(AppError);
  });
  test('a missing value is named', () => {
    expect(() => translator.text(say.text('test.value'), 'en')).toThrow(/\{\{value\}\}/);
  });
  test.each([
    ['no JSON', '{'],
    ['no language', '{"common":{"yes":"Yes"}}'],
    ['a number for a text', '{"language":{"format":"en"},"common":{"yes":1}}'],
    ['an empty text', '{"language":{"format":"en"},"common":{"yes":""}}'],
    ['no language tag', '{"language":{"format":"not a tag"}}'],
  ])('a file with %s is named when the program starts', (_what, content) => {
    const folder = mkdtempSync(join(tmpdir(), 'locales-'));
    writeFileSync(join(folder, 'xx.json'), content);
    const start = () => createTranslator({ folder, gazetteer: loadGazetteer(), offences: loadOffences() });
    expect(start).toThrow(/xx\.json/);
  });
});

describe('languages', () => {
  test('are those of the folder', () => {
    expect(translator.locales).toEqual(['ar', 'en']);
  });
  test('are written in the direction of their script', () => {
    expect(['ar', 'ar-KW', 'en'].map((locale) => translator.direction(locale))).toEqual([
      'rtl',
      'rtl',
      'ltr',
    ]);
  });
  test('one without a file falls back on its base, then on English', () => {
    expect(translator.text(say.text('priorities.low'), 'ar-EG')).toBe('منخفضة');
    expect(translator.text(say.text('priorities.low'), 'fr')).toBe('low');
  });
  test('the zone is named in the language of the reader', () => {
    const fresh = say.text('notes.freshness', { at: say.instant(kuwait('2026-03-18T10:15')) });
    expect(translator.text(fresh, 'en')).toContain('Kuwait Time');
    expect(translator.text(fresh, 'ar')).toContain('توقيت الكويت');
  });
});
