import { describe, expect, it } from 'vitest';
import { understand } from './parser.js';

const read = (text: string) => {
  const { intent, slots, trace } = understand(text);
  return { intent, assignee: slots.assignee, reason: trace.find(({ rule }) => rule === 'refuse')?.value };
};

describe('of two orders in one message none is carried out', () => {
  it.each([
    'assign 12 to Ali and 14 to Omar',
    'assign Salem to patrol Hawalli and Khaled to patrol Salmiya',
    'assign salem to patrol hawalli and khaled to patrol salmiya',
    'send Ahmed to Jahra and Bader to Salwa',
    'assign Salem and Khaled to patrol Hawalli',
    'كلف سالم بالدورية في حولي وخالد بالسالمية',
    'كلف النقيب سالم بدورية في حولي والملازم خالد في السالمية',
    'كلف أحمد بالمهمة ١٢ وعمر بالمهمة ١٤',
    'كلف سالم وخالد بدورية في حولي',
  ])('%s', (text) => {
    expect(read(text)).toEqual({ intent: 'out_of_scope', assignee: undefined, reason: 'two_orders' });
  });
});

describe('one order may name several places and things to do', () => {
  it.each([
    ['assign Salem to patrol Hawalli and Salmiya', 'Salem'],
    ['assign Salem to patrol Hawalli and report back by 6 pm', 'Salem'],
    ['كلف سالم بدورية في حولي والسالمية', 'سالم'],
    ['كلف سالم بدورية في حولي ويتأكد من المحلات', 'سالم'],
    ['كلف سالم بدورية في حولي وتفتيش المحلات', 'سالم'],
    ['كلف وليد بدورية في حولي', 'وليد'],
  ])('%s', (text, assignee) => {
    expect(read(text)).toEqual({ intent: 'task_assign', assignee, reason: undefined });
  });
});

describe('what the bot does not do is told with what to do instead', () => {
  it.each([
    ['who is Ahmed Al Salem', 'privacy'],
    ['منو هو أحمد السالم', 'privacy'],
    ['منو بلغ عن آخر سرقة', 'privacy'],
    ['remind me at 6', 'reminder'],
    ['ذكرني الساعة ٦', 'reminder'],
    ['my phone was stolen', 'victim'],
    ['انسرق تلفوني', 'victim'],
  ])('%s', (text, reason) => {
    expect(read(text)).toMatchObject({ intent: 'out_of_scope', reason });
  });
});
