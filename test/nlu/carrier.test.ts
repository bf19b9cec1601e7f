import { expect, it } from 'vitest';
import { carrierWord } from '../../src/nlu/carrier.js';

it.each([
  ['STOP', 'stop'],
  ['Stop.', 'stop'],
  ['قف', 'stop'],
  ['إيقاف', 'stop'],
  ['START', 'start'],
  ['ابدأ', 'start'],
  ['HELP', 'help'],
  ['مساعدة', 'help'],
])('reads %s as the carrier word %s', (text, word) => {
  expect(carrierWord(text)).toBe(word);
});

it.each([['stop alerts'], ['cancel'], ['help me'], ['start 21'], ['إلغاء'], [''], ['constructor']])(
  'leaves %s to the conversation',
  (text) => {
    expect(carrierWord(text)).toBeNull();
  },
);
