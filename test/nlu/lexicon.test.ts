import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CompiledLexicon,
  compileLexicon,
  inTurn,
  type Lexicon,
  openLexicon,
  words,
} from '../../src/nlu/chart/lexicon.js';

const compiled = (...entries: Parameters<typeof words>[]): CompiledLexicon =>
  compileLexicon([entries.map((entry) => words(...entry))], new Set(['cue'] as const));

const lexiconOf = (...entries: Parameters<typeof words>[]): Lexicon =>
  openLexicon(
    compiled(...entries),
    entries.map((entry) => words(...entry).lexeme),
  );

/** The values of all phrases that are exactly these words. */
function meanings(lexicon: Lexicon, phrase: string): unknown[] {
  let nodes = [0];
  for (const word of phrase.split(' ')) {
    const number = lexicon.numberOf.get(word) ?? -1;
    const reached = nodes.map((node) => (number < 0 ? 0 : lexicon.next(node, number))).filter((to) => to > 0);
    nodes = reached.flatMap((node) => [node, ...lexicon.jumps(node)]);
  }
  const found = nodes.flatMap((node) => lexicon.meanings(node)).map(({ value }) => value);
  return [...new Set(found)].sort();
}

const word = fc.constantFrom('a', 'b', 'c', 'd');
const part = fc.array(
  fc.array(word, { minLength: 0, maxLength: 2 }).map((some) => some.join(' ')),
  { minLength: 1, maxLength: 3 },
);
const product = fc.array(part, { minLength: 1, maxLength: 3 });

const expansions = (parts: readonly (readonly string[])[]): string[] =>
  parts
    .reduce<string[]>((said, some) => said.flatMap((left) => some.map((right) => `${left} ${right}`)), [''])
    .map((phrase) => phrase.trim().replace(/ +/g, ' '))
    .filter((phrase) => phrase !== '');

describe('the lexicon', () => {
  it('knows exactly the phrases that alternatives in turn make, beside others that begin alike', () => {
    const phrases = fc.array(word, { minLength: 1, maxLength: 5 }).map((some) => some.join(' '));
    fc.assert(
      fc.property(product, product, phrases, phrases, (first, second, plain, asked) => {
        const lexicon = lexiconOf(
          ['cue', 'help', inTurn(...first.map((some) => some.join('|')))],
          ['cue', 'undo', inTurn(...second.map((some) => some.join('|')))],
          ['cue', 'status', plain],
        );
        for (const phrase of [...expansions(first), ...expansions(second), plain, asked]) {
          const expected = [
            ...(expansions(first).includes(phrase) ? ['help'] : []),
            ...(phrase === plain ? ['status'] : []),
            ...(expansions(second).includes(phrase) ? ['undo'] : []),
          ];
          expect(meanings(lexicon, phrase)).toEqual(expected);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('takes alternatives within alternatives', () => {
    const lexicon = lexiconOf([
      'cue',
      'help',
      inTurn('what|which', `${inTurn('can|could', 'you|i')}|to`, 'do'),
    ]);
    expect(meanings(lexicon, 'which could i do')).toEqual(['help']);
    expect(meanings(lexicon, 'what to do')).toEqual(['help']);
    expect(meanings(lexicon, 'what could do')).toEqual([]);
  });

  it('spends the sum of the alternatives, not their product', () => {
    const many = Array.from({ length: 50 }, (_, i) => `w${i}`).join('|');
    expect(compiled(['cue', 'help', inTurn(many, many, many)]).jumps.starts.length).toBeLessThan(200);
  });

  it('refuses a brace that is not closed', () => {
    expect(() => lexiconOf(['cue', 'help', 'help {me,us'])).toThrow('not closed');
  });

  it('tells the words of content symbols from others', () => {
    const lexicon = lexiconOf(['cue', 'help', 'Help me'], ['filler', null, 'me please']);
    expect(lexicon.contentWords()).toEqual(['help', 'me']);
  });
});
