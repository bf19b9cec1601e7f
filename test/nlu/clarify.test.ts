import { describe, expect, it } from 'vitest';
import { NOW, parser, understand } from './parser.js';

describe('a message that names our places but no wish', () => {
  const first = parser.parse({ text: 'Salmiya bluegrass zither tangerine', now: NOW });

  it('is answered with a question and choices, not with a guess', () => {
    expect(first.frame.intent).toBe('clarify');
    expect(first.frame.candidates.map(({ intent }) => intent)).toEqual([
      'area_profile',
      'list_recent',
      'count',
    ]);
  });

  it('takes the number of a choice as the answer', () => {
    const { frame } = parser.parse({ text: '2', now: NOW, memory: first.memory });
    expect(frame).toMatchObject({ intent: 'list_recent', slots: { areas: ['salmiya'] } });
  });
});

it.each([
  ['who owns plate 12-34567', 'privacy'],
  ['thefts by Egyptians in Hawalli last month', 'privacy'],
  ['سرقات الهنود في حولي الشهر الماضي', 'privacy'],
  ['how many thefts by women in Salmiya', 'privacy'],
  ['هل البدون يسرقون اكثر؟', 'privacy'],
  ['delete all incidents', 'destructive'],
  ['what is the weather tomorrow', 'weather'],
  ['كم سعر الذهب اليوم', 'price'],
])('says why it declines "%s"', (text, reason) => {
  expect(understand(text).trace.find(({ rule }) => rule === 'refuse')?.value).toBe(reason);
});

it('says which slots rest on a corrected word, so that actions ask first', () => {
  expect(understand('report a burglry in Salmiya').guessed).toEqual([]);
  expect(understand('report a theft in Salmeyah block 3').guessed).toContain('areas');
});

it('says when the word of command itself was corrected', () => {
  expect(understand('repport a theft in Salmiya block 3').guessed).toContain('intent');
  expect(understand('report a theft in Salmiya block 3').guessed).toEqual([]);
});

it.each([
  ['thefts in gotham', 'place'],
  ['thefts in Salmiya on 30 february', 'period'],
  ['thefts in Salmiya block 0', 'number'],
])('names what "%s" says that there is not', (text, kind) => {
  expect(understand(text).notUnderstood?.map((one) => one.kind)).toEqual([kind]);
});

it.each([
  ['thefts in Hawalli since 2035', 'since 2035'],
  ['سرقات حولي الساعة ٢٥', '٢٥'],
  ['thefts in Hawalli at 25:70', '25:70'],
])('names the time that cannot be in "%s"', (text, part) => {
  expect(understand(text).notUnderstood).toEqual([{ kind: 'period', text: part }]);
});

it.each([
  ['thefts in Hawalli before 1 March', 'before 1 March'],
  ['سرقات حولي قبل رمضان', 'قبل رمضان'],
])('names the end without a beginning in "%s"', (text, part) => {
  expect(understand(text).notUnderstood).toEqual([{ kind: 'period', text: part }]);
});

it.each([
  ['incidents excluding capital yesterday', 'excluding capital'],
  ['incidents except Ahmadi governorate this week', 'except Ahmadi governorate'],
  ['thefts this month except today', 'except today'],
  ['سرقات السنة ما عدا رمضان', 'ما عدا رمضان'],
])('names what "%s" cannot leave out', (text, part) => {
  expect(understand(text).notUnderstood).toEqual([{ kind: 'exclusion', text: part }]);
});

it.each([
  ['mute alerts for 2 hours', 'unsubscribe'],
  ["don't stop my alerts", 'unsubscribe'],
  ['ما ابي الموجز بالويكند', 'unsubscribe'],
  ['briefing every sunday and tuesday at 7', 'subscribe'],
  ['daily brief at 6:30 except friday', 'subscribe'],
])('asks before "%s" becomes more than was said', (text, intent) => {
  expect(understand(text)).toMatchObject({ intent, guessed: ['intent'] });
});

it('says of a block left out afterwards that it cannot be', () => {
  const { memory } = parser.parse({ text: 'thefts in Salwa last week', now: NOW });
  const { frame } = parser.parse({ text: 'excluding block 4', now: NOW, memory });
  expect(frame).toMatchObject({ intent: 'count', slots: { areas: ['salwa'] } });
  expect(frame.notUnderstood).toMatchObject([{ kind: 'place', text: 'excluding block 4' }]);
});

it.each([
  ['show thefts in January and in March', ['in March']],
  ['list robberies this week and in January', ['in January']],
  ['hotspots in May and July', ['July']],
  ['list incidents on Monday and Wednesday', ['Wednesday']],
  ['list thefts yesterday and today', undefined],
  ['list robberies this month and last month', undefined],
  ['show thefts from 1 March to 5 March', undefined],
  ['thefts in January and March', undefined],
  ['compare thefts in January and in March', undefined],
  ['thefts in the morning and in the evening yesterday', ['in the evening yesterday']],
  ['السرقات أمس الصبح والمسا', ['المسا']],
  ['thefts between midnight and 6am, after 3am', ['after 3am']],
  ['thefts last night after 8pm', undefined],
  ['how many incidents in the early hours of this morning in Mangaf', undefined],
  ['thefts yesterday after 9', ['after 9']],
  ['هوشات البارحة بين ٩ و ١١', undefined],
  ['هوشات الصبح بين ٩ و ٢٠', ['بين ٩', 'و ٢٠']],
  ['salmiya blocks 3, 4 and 7 thefts', ['4', '7']],
  ['thefts in salmiya b3,b4', ['b3']],
  ['list 10 thefts since monday', ['10']],
  ['thefts not at night but in the morning last week', undefined],
])('names the time that a question has no room for: %s', (text, leftOut) => {
  expect(understand(text).leftOut).toEqual(leftOut);
});

it('leaves a deadline to an order, a horizon to a forecast and an end to a period', () => {
  for (const text of [
    'assign Salem to patrol Hawalli before 6 pm',
    'forecast for Hawalli until Friday',
    'thefts in Hawalli from 1 March until 5 March',
    'thefts in Hawalli this month until yesterday',
  ])
    expect([text, understand(text).notUnderstood]).toEqual([text, undefined]);
});
