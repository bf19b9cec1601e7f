import { describe, expect, it } from 'vitest';
import { refuseUnread } from '../../src/commands/unread.js';
import { corpus as arabic } from '../../src/nlu/ar/corpus.js';
import { corpus as english } from '../../src/nlu/en/corpus.js';
import { understand } from '../nlu/parser.js';

const QUESTIONS = new Set([
  'count',
  'list_recent',
  'top_areas',
  'breakdown',
  'trend',
  'compare',
  'area_profile',
]);
const codeOf = (text: string, after: readonly string[] = []) => {
  const frame = understand(text, after);
  try {
    refuseUnread(frame);
    return null;
  } catch (error) {
    return Reflect.get(Object(error), 'code');
  }
};

describe('a question of which a part was not understood', () => {
  it.each([
    ['thefts in gotham last week', 'unknown_place'],
    ['how many thefts on 31 february 2026', 'unread_period'],
    ['كم سرقة في ٣١ فبراير', 'unread_period'],
    ['thefts in Salmiya last 999999 days', 'unread_period'],
    ['thefts in Salmiya from 10 march to 5 march', 'unread_period'],
    ['thefts in Salmiya block 0', 'unread_number'],
    ['top 0 areas for theft', 'unread_number'],
    ['كم سرقة في السالمية قطعة ٠', 'unread_number'],
    ['thefts in Salmiya last week', null],
    ['thefts in Kuwait this month', null],
    ['كم سرقة في حولي الأسبوع الماضي؟', null],
  ])('%s', (text, code) => {
    expect(codeOf(text)).toBe(code);
  });

  it('is none of those that the corpora hold', () => {
    const rows = [...english.must, ...arabic.must].filter(({ intent }) => QUESTIONS.has(intent));
    expect(
      rows.filter(({ text, after }) => codeOf(text, after ?? []) !== null).map(({ text }) => text),
    ).toEqual([]);
  });
});
