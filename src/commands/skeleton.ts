/** Latin spellings of one Arabic sound, longest first. */
const DIGRAPHS: readonly (readonly [RegExp, string])[] = [
  [/kh/g, 'x'],
  [/gh/g, 'k'],
  [/sh|ch/g, 'c'],
  [/th/g, 't'],
  [/dh/g, 'd'],
  [/ph/g, 'f'],
  [/[qg]/g, 'k'],
  [/v/g, 'f'],
  [/p/g, 'b'],
];

const ARABIC: Readonly<Record<string, string>> = {
  ...{
    ب: 'b',
    ت: 't',
    ث: 't',
    ج: 'j',
    ح: 'h',
    خ: 'x',
    د: 'd',
    ذ: 'd',
    ر: 'r',
    ز: 'z',
    س: 's',
    ش: 'c',
    ص: 's',
  },
  ...{
    ض: 'd',
    ط: 't',
    ظ: 'd',
    غ: 'k',
    ف: 'f',
    ق: 'k',
    ك: 'k',
    ل: 'l',
    م: 'm',
    ن: 'n',
    ه: 'h',
    و: 'w',
    ي: 'y',
  },
};

/**
 * The consonants of a name, alike however it is written in Latin or Arabic letters: Salem, Salim and سالم are all `slm`.
 * Vowels are the least reliable part of a transliteration and are left out; w and y count only at the start of a word.
 *
 * @param name already free of rank words and punctuation.
 */
export function nameSkeleton(name: string): string {
  return name
    .split(' ')
    .map((word) => wordSkeleton(word.replace(/^(?:al|el)-?(?=\p{L}{3})|^ال(?=\p{L}{2})/u, '')))
    .filter((word) => word !== '')
    .join(' ');
}

function wordSkeleton(word: string): string {
  const arabic = /\p{Script=Arabic}/u.test(word);
  const latin = arabic ? [...word].map((letter) => ARABIC[letter] ?? '').join('') : digraphs(word);
  return latin
    .replace(/[aeiou'’0-9-]/g, '')
    .replace(/(?<=.)[wy]/g, '')
    .replace(/(?<=.)h$/, '')
    .replace(/(.)\1+/g, '$1');
}

function digraphs(word: string): string {
  return DIGRAPHS.reduce((text, [pattern, letter]) => text.replace(pattern, letter), word);
}
