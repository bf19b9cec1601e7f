import { describe, expect, it } from 'vitest';
import { understand } from './parser.js';

const asksFirst = (text: string): boolean => understand(text).guessed.includes('intent');

describe('an act that is only asked about, denied or told', () => {
  it.each([
    'should I assign Salem to patrol Hawalli tonight?',
    'هل اكلف سالم بدورية في حولي الليلة؟',
    'hal akalef salem b dawreya b 7awally',
    'I did not assign Salem to patrol Jahra',
    'I assigned Salem to patrol Jahra yesterday',
    'ما كلفت سالم بدورية في الجهراء',
    'هل كلفت سالم بدورية في الجهراء',
    'لو كلفت سالم بدورية في الجهراء',
    'did I accept task 12?',
    'should I accept task 12',
    'هل اقبل المهمة 12',
    "don't accept task 12",
    'task 12 not done',
    'I cannot say no to task 12',
    "don't decline task 12",
    'ما خلصت المهمة 12',
    'المهمة 12 مو خالصة',
    'did I ack alert 5?',
    "I haven't acknowledged alert 5",
    'هل اشترك في الموجز اليومي؟',
  ])('is not done before a yes: %s', (text) => {
    expect(asksFirst(text)).toBe(true);
  });
});

describe('a word alone that is mostly no order', () => {
  it.each(['لطف', 'مخلص', 'قابل', 'كتم', 'وطف'])('is asked about: %s', (text) => {
    expect(asksFirst(text)).toBe(true);
  });

  it.each(['تم', 'قبلت', 'خلصت ١٢', 'done', 'approved'])('is not mistaken for one that is: %s', (text) => {
    expect(asksFirst(text)).toBe(false);
  });
});

it.each(['weekly briefing every thursday at 8', 'ابي تقرير اسبوعي كل خميس الساعة ٨'])(
  'asks before messages are ordered for a day that they do not come on: %s',
  (text) => {
    expect(asksFirst(text)).toBe(true);
  },
);

describe('an order, however politely it is put', () => {
  it.each([
    'assign Salem to patrol Hawalli tonight',
    'can you assign Salem to patrol Hawalli tonight?',
    'could you please assign Salem to patrol Hawalli tonight',
    'Have Salem patrol Jahra tonight',
    'am starting with task 20',
    'كلف سالم بدورية في حولي الليلة',
    'ممكن تكلف سالم بدورية في حولي الليلة',
    'accept task 12',
    'خلصت المهمة 12',
    'لا مانع من المهمة 12',
    'ما ابي تنبيهات',
    'لا ترسل لي تنبيهات',
  ])('is done at once: %s', (text) => {
    expect(asksFirst(text)).toBe(false);
  });
});
