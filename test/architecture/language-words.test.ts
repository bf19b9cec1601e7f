import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../src/nlu/languages.js';
import { projectRoot } from '../../src/root.js';
import { strayWords, strayWordsBelow } from './language-words.js';

describe('words of a language', () => {
  it('stand in its own folder and nowhere else', () => {
    const tags = LANGUAGES.map(({ tag }) => tag);
    expect(strayWordsBelow(join(projectRoot(), 'src', 'nlu'), tags)).toEqual([]);
  });

  it.each([
    ['a pattern of English words', 'intent/x.ts', 'const A = /\\b(?:patrol|guard)\\b/u;'],
    ['a pattern of Arabic words', 'dialogue/x.ts', 'const A = /(?:^|\\s)بس\\s/u;'],
    ['an Arabic word', 'slots/x.ts', "const ALI = 'علي';"],
    ['an Arabic word in a template', 'slots/x.ts', `const A = \`\${b} في السالمية\`;`],
    ['an Arabic word among the letters', 'chart/x.ts', 'const A = /^دورية$/u;'],
    ['a comparison with an English word', 'slots/x.ts', "const is = piece.text === 'instead';"],
  ])('are found outside it: %s', (_, file, text) => {
    expect(strayWords(file, text)).not.toEqual([]);
  });

  it.each([
    ['signs of a pattern', 'intent/x.ts', 'const A = /^\\p{L}+\\s(?<name>\\d{1,2}:\\d{2})/u;'],
    ['letters and particles of a script', 'chart/x.ts', "const A = /^(?:و?[بفل]?)ال/u; const B = 'ال';"],
    ['names of symbols', 'time/x.ts', "rule('when', 'from|between? date to|and date', build);"],
    ['reasons with an example', 'dialogue/x.ts', "const rule = { because: 'it is a number: «عشرة»' };"],
  ])('are not: %s', (_, file, text) => {
    expect(strayWords(file, text)).toEqual([]);
  });
});
