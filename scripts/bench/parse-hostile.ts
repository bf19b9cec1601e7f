import { MAX_LENGTH } from '../../src/nlu/text/normalise.js';

const REPEATED: readonly string[] = [
  'may ',
  'twenty ',
  'Salmiya and ',
  'from 1 to 2 to 3 - 4 to ',
  'و من ال ',
  'سرقة ',
  '1234567890 ',
  '1/2/3-4.5:6 ',
  '12-3-2024 ',
  '10:30 to 11:45 ',
  'kam sar2a bel salmiya ams ',
  'robberry ',
  'وبالسالميةوبالجهراءو',
  'first of the last ',
  'task 1 2 3 and ',
  'من اول امس الى بعد باجر ',
  'خمسة وعشرين الف وثلاثمية ',
  'week 1 of week 2 of ',
  'كم theft في salmiya ',
  '2day7awalli3',
  'every monday and tuesday and ',
  'q1 q2 2024 ',
  'qwertyuio asdfghjkl ',
  '2 hours 3 minutes and half past 5 pm to ',
];

/** Messages of the greatest length that are made to cost the most: repeated words, nested ranges, digits, clitics. */
export const HOSTILE: readonly string[] = REPEATED.map((text) =>
  text.repeat(Math.ceil(MAX_LENGTH / text.length)).slice(0, MAX_LENGTH),
);
