import { describe, expect, it } from 'vitest';
import { parser } from './parser.js';

describe('a message of somebody in danger', () => {
  it.each([
    'wife hit by husband help',
    'I want to die',
    'someone is shooting at people',
    'my son is missing',
    'اسعفوني',
    'ابي انتحر',
    'بنت تنخطف',
    'ولدي ضاع',
    'طفل ضايع في السوق',
    'sa3doni',
    '7areeq',
    'dakheel allah feh wa7ed e6lig',
  ])('is known: %s', (text) => {
    expect(parser.emergency(text)).toBe(true);
  });

  it.each([
    'how many thefts in Salmiya',
    'thanks for your help',
    'I need help with the menu',
    'كم سرقة في حولي أمس',
    'وين البؤر',
  ])('is not seen in: %s', (text) => {
    expect(parser.emergency(text)).toBe(false);
  });
});
