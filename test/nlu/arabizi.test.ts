import { describe, expect, it } from 'vitest';
import { createArabiziFinder } from '../../src/nlu/text/arabizi.js';
import { latinWord, spellingCost } from '../../src/nlu/text/arabizi-spelling.js';
import { understand } from './parser.js';

describe('what a spelling has against it', () => {
  it.each([
    ['7awalli', 'حولي'],
    ['mukhadarat', 'مخدرات'],
    ['mu5adarat', 'مخدرات'],
    ['3a9ma', 'عاصمه'],
    ['9ob7', 'صبح'],
    ['8a6ara', 'قطره'],
    ['sha88al', 'شغال'],
    ['jleeb', 'جليب'],
    ['gleeb', 'قليب'],
    ['bacher', 'باجر'],
  ])('is little for %s as «%s»', (latin, arabic) => {
    expect(spellingCost(latinWord(latin), arabic)).toBeLessThanOrEqual(0.5);
  });

  it.each([
    ['salmiya', 'سلوي'],
    ['hosha', 'حوادث'],
    ['zz', 'زيت'],
    ['maham', 'منقف'],
  ])('is too much for %s as «%s»', (latin, arabic) => {
    expect(spellingCost(latinWord(latin), arabic)).toBe(Number.POSITIVE_INFINITY);
  });

  it('counts the vowel that is written elsewhere', () => {
    expect(spellingCost(latinWord('garen'), 'قارن')).toBeLessThan(spellingCost(latinWord('grn'), 'قارن'));
  });
});

describe('the finder', () => {
  const find = createArabiziFinder(['سرقات', 'سارق', 'السالمية', 'هوشات', 'متر', 'مطر', 'salmiya']);

  it('gives the words that the letters spell best', () => {
    expect(find('serqat')).toEqual(['سرقات']);
  });

  it('keeps the digit for the letter that it stands for', () => {
    expect(find('ma6ar')).toEqual(['مطر']);
  });

  it('gives nothing for a word that spells none, and for one beyond any word in length', () => {
    expect(find('weather')).toEqual([]);
    expect(find('s'.repeat(100))).toEqual([]);
  });
});

describe('a message in Arabizi', () => {
  it.each(['kam serqa fel salmiya ams', 'shukran', 'anhait 22', 'el rmaithiya'])(
    'is answered as Arabic: %s',
    (text) => {
      expect(understand(text).lang).toBe('arabizi');
    },
  );

  it.each(['how many thefts in Salmiya', 'done 12', 'block 5', 'hotspots'])(
    'is not seen in English: %s',
    (text) => {
      expect(understand(text).lang).toBe('en');
    },
  );
});
