/** Letters that carry no weight between spellings: vowels, and what Arabic writes or leaves out. */
const ARABIC_CLASS: Readonly<Record<string, string>> = {
  ا: '',
  و: '',
  ي: '',
  ه: 'h',
  ب: 'b',
  ت: 't',
  ث: 'T',
  ج: 'j',
  ح: 'H',
  خ: 'x',
  د: 'd',
  ذ: 'D',
  ر: 'r',
  ز: 'z',
  س: 's',
  ش: 'S',
  ص: 's',
  ض: 'D',
  ط: 't',
  ظ: 'D',
  ع: '3',
  غ: 'G',
  ف: 'f',
  ق: 'q',
  ك: 'k',
  ل: 'l',
  م: 'm',
  ن: 'n',
};

const LATIN_DIGRAPHS: Readonly<Record<string, string>> = {
  sh: 'S',
  th: 'T',
  dh: 'D',
  gh: 'G',
  kh: 'x',
  ch: 'k',
  "3'": 'G',
};

const LATIN_CLASS: Readonly<Record<string, string>> = {
  a: '',
  e: '',
  i: '',
  o: '',
  u: '',
  w: '',
  y: '',
  '2': '',
  '3': '3',
  '5': 'x',
  '6': 't',
  '7': 'H',
  '8': 'q',
  '9': 's',
  b: 'b',
  p: 'b',
  t: 't',
  j: 'j',
  h: 'h',
  d: 'd',
  r: 'r',
  z: 'z',
  s: 's',
  f: 'f',
  v: 'f',
  g: 'q',
  q: 'q',
  k: 'k',
  c: 'k',
  l: 'l',
  m: 'm',
  n: 'n',
  x: 'ks',
};

const undouble = (skeleton: string): string => skeleton.replace(/(.)\1+/g, '$1');

/** Consonant skeleton of a folded Arabic word, without its article; a final ta marbuta is silent. */
export function arabicSkeleton(word: string): string {
  const bare = word.replace(/^ال(?=..)/, '').replace(/ه$/, '');
  let out = '';
  for (const char of bare) out += ARABIC_CLASS[char] ?? char;
  return undouble(out);
}

/** Skeletons of Arabic in Latin letters: Kuwaitis write 9 for ص, others for ق; 8 is ق or غ. */
export function latinSkeletons(word: string): string[] {
  const skeletons = [latinSkeleton(word)];
  if (word.includes('9')) skeletons.push(latinSkeleton(word.replaceAll('9', 'q')));
  if (word.includes('8')) skeletons.push(latinSkeleton(word.replaceAll('8', 'gh')));
  return [...new Set(skeletons)];
}

/** Consonant skeleton of Arabic written in Latin letters and digits; the article must be off. */
function latinSkeleton(word: string): string {
  const bare = word.replace(/h$/, '');
  let out = '';
  for (let i = 0; i < bare.length; i++) {
    const pair = LATIN_DIGRAPHS[bare.slice(i, i + 2)];
    if (pair) {
      out += pair;
      i++;
    } else out += LATIN_CLASS[bare[i] ?? ''] ?? '';
  }
  return undouble(out);
}
