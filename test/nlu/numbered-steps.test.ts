import { describe, expect, it } from 'vitest';
import { understand } from './parser.js';

function read(text: string) {
  const { intent, slots, trace, guessed } = understand(text);
  return { intent, slots, guessed, reason: trace.find(({ rule }) => rule === 'refuse')?.value };
}

describe('two steps, each of a task of its own', () => {
  it.each([
    "done 12, can't do 13",
    "can't do 12, do 13 instead",
    "can't do 12, I'll do 13",
    'accept 12 decline 13',
    'done 12 and started 13',
    'on my way to 12, 13 is done',
    'ack alert 5, done 12',
    'قبلت ١٢ ورفضت ١٣',
    'خلصت ١٢ وما اقدر على ١٣',
    'ما اقدر ١٢، باخذ ١٣',
    'ما اقدر اسوي ١٢، بسوي ١٣ بداله',
    'تم ١٢ واستلمت ١٣',
    'finished all except 13',
  ])('are neither taken: %s', (text) => {
    expect(read(text)).toMatchObject({ intent: 'out_of_scope', slots: {}, reason: 'two_steps' });
  });

  it.each([
    ['done 12 and 14 but not 13', 'task_complete', [12, 14]],
    ['received, task 12 done, task 13 done', 'task_complete', [12, 13]],
    ['ok, 12 done, 13 done', 'task_complete', [12, 13]],
    ['accepted 12, starting 12 now', 'task_start', 12],
    ['accepted 12 and 13, starting', 'task_start', [12, 13]],
    ["can't do 12 or 13", 'task_decline', [12, 13]],
    ['تم ١٢ وتم ١٣', 'task_complete', [12, 13]],
    ['ما اقدر ١٢ ولا ١٣', 'task_decline', [12, 13]],
  ])('are not seen in one: %s', (text, intent, ids) => {
    expect(read(text)).toMatchObject({ intent, slots: { task_id: ids } });
  });
});

describe('a number that the sender takes back', () => {
  it.each([
    ['done 12, I mean 13', 'task_complete'],
    ['done 12 no 13', 'task_complete'],
    ['task 12 done no wait task 13', 'task_complete'],
    ['decline 12 sorry I meant 13', 'task_decline'],
    ['تم ١٢ قصدي ١٣', 'task_complete'],
    ['خلصت ١٢ لا قصدي ١٣', 'task_complete'],
    ['تم ١٢ عفوا ١٣', 'task_complete'],
  ])('is left alone, and the other is asked about: %s', (text, intent) => {
    expect(read(text)).toMatchObject({ intent, slots: { task_id: 13 }, guessed: ['intent'] });
  });

  it.each(['done 12 not 13', 'تم ١٢ مو ١٣'])('is not the one before a denied one: %s', (text) => {
    expect(read(text)).toMatchObject({ intent: 'task_complete', slots: { task_id: 12 }, guessed: [] });
  });
});

describe('the first and the last of several tasks', () => {
  it.each([
    ['done 12-14', 'task_complete'],
    ['accept tasks 12 to 14', 'task_accept'],
    ['خلصت ١٢ إلى ١٤', 'task_complete'],
    ['استلمت المهام من ١٢ الى ١٤', 'task_accept'],
  ])('stand for those between as well: %s', (text, intent) => {
    expect(read(text)).toMatchObject({ intent, slots: { task_id: [12, 13, 14] }, guessed: [] });
  });

  it('leave out those that are taken out', () => {
    expect(read('خلصت ١٢ إلى ١٤ ما عدا ١٣').slots).toEqual({ task_id: [12, 14] });
  });

  it('are asked about when they are too far apart to be meant', () => {
    expect(read('done 12 to 300')).toMatchObject({ slots: { task_id: [12, 300] }, guessed: ['intent'] });
  });
});

it.each([
  'task 12 will be done tomorrow',
  "task 12 can't be done today",
  'بخلص ١٢ بعد نص ساعة',
  'done with 12 tomorrow',
])('asks whether a task is done that is still to be: %s', (text) => {
  expect(read(text)).toMatchObject({ intent: 'task_complete', slots: { task_id: 12 }, guessed: ['intent'] });
});

it.each(['done 12 today', '12 done at 9', 'خلصت ١٢'])('asks nothing of one that is: %s', (text) => {
  expect(read(text)).toMatchObject({ intent: 'task_complete', slots: { task_id: 12 }, guessed: [] });
});
