import { gluedWord, type Piece } from '../text/pieces.js';
import { addEdge, addExact, addPrefix, addTypo, means, type View } from './lattice.js';

/** Articles written apart in Latin letters; a phrase may be read across them. */
export const ARTICLES = new Set(['el', 'al', 'il', 'the']);
/** Digits that stand for letters: inside a word, before one, or at its end. */
const ARABIZI_WORD = /[a-z]\d{1,2}[a-z]|^\d[a-z]{2}|[a-z]{2}[23679]$/;
/** And where the message is Arabizi for sure: "shuwai5", "3a6". */
const SURE_ARABIZI_WORD = /^(?=.*[a-z])[a-z235-9]{3,}$/;

/** "Top7", "block12": a word with its number. */
const WORD_AND_NUMBER = /^([a-z]{3,})\d+$/;

/** Ways to read letters and digits written together ("7awalli"). */
export function addGroupEdges(view: View, group: Piece, inner: boolean): void {
  if (view.options.arabizi && addLatinWord(view, group)) return;
  const counted = WORD_AND_NUMBER.exec(group.text)?.[1];
  const { numberOf } = view.lexicon;
  // "Sub7" is a word of its own: the morning.
  if (
    counted &&
    numberOf.has(counted) &&
    !numberOf.has(group.text) &&
    !view.knowledge.arabiziWords().has(counted)
  )
    return;
  const known = addExact(view, group.start, group.end, group.text);
  const settled = known && !view.knowledge.arabiziWords().has(group.text);
  const arabizi =
    (ARABIZI_WORD.test(group.text) && !view.knowledge.gluedUnits.test(group.text)) ||
    (view.options.arabizi && SURE_ARABIZI_WORD.test(group.text));
  if (!settled && !inner && arabizi) addArabiziEdges(view, group, known && means(view, group.text));
}
/** Shorter words of one language spell too much in the other. */
const LONG_NAME = 5;

/** Ways to read a word in Latin letters: as it stands, as Arabic, corrected. */
export function addLatinEdges(view: View, piece: Piece, insideWord: boolean): void {
  const { text, start, end } = piece;
  const meant = view.options.arabizi && addLatinWord(view, piece);
  const arabiziOnly = view.options.arabizi && view.knowledge.arabiziWords().has(text);
  if (meant && !arabiziOnly) return;
  const known = addExact(view, start, end, text);
  if (meant) return;
  // "serqat" only begins "serqat sayyarat" in the lexicon; in Arabizi it may still be «سرقات».
  const settled = known && means(view, text) && !view.knowledge.arabiziWords().has(text);
  // "Shuwaikh" alone is as English writes it; "shuwaikh el 9ena3iya" is only known in Arabic.
  if (settled && view.options.arabizi && !insideWord && text.length >= LONG_NAME)
    addArabiziEdges(view, piece, true);
  if (insideWord || (known && (!view.options.arabizi || settled))) return;
  const arabic =
    view.options.arabizi &&
    !view.knowledge.ordinary.has(text) &&
    addArabiziEdges(view, piece, known && means(view, text));
  if (known || arabic || !view.options.repair || view.knowledge.ordinary.has(text)) return;
  for (const word of view.typos()(text)) addTypo(view, start, end, word);
}

/** A frequent word as Latin letters spell it. It is not the English one that looks like it: "w" is no week here. */
function addLatinWord(view: View, { text, start, end }: Piece): boolean {
  const meant = view.knowledge.latinWords.get(text);
  const word = meant === undefined ? undefined : view.lexicon.numberOf.get(meant);
  if (word === undefined) return false;
  addEdge(view, start, end, word, 'arabizi');
  return true;
}
/** The words of the lexicon that Arabic in Latin letters spells. */
const spelt = ({ arabizi, lexicon }: View, word: string): number[] =>
  arabizi()(word).flatMap((meant) => lexicon.numberOf.get(meant) ?? []);

const WITH_PARTICLE = /^(?:[بلفو]?ال|لل|[بلفو])/u;
const PARTICLE = /^(?:[bfwl]?[eai]l|b|l|w|f)$/;

/** "bel 6areeg": what Arabic writes as one word, which may be known as one only: «بالطريق»; "el masa" is «المسا». */
export function addJoinedToArticle(view: View, pieces: readonly Piece[], index: number): void {
  const particle = pieces[index];
  const next = gluedWord(pieces, index + 1) ?? pieces[index + 1];
  if (!particle || !next || !PARTICLE.test(particle.text) || next.start !== particle.end + 1) return;
  if (means(view, next.text)) return;
  const { start } = particle;
  for (const meant of view.arabizi()(particle.text + next.text)) {
    const word = WITH_PARTICLE.test(meant) ? view.lexicon.numberOf.get(meant) : undefined;
    if (word !== undefined) addEdge(view, start, next.end, word, 'arabizi');
  }
  if (!ARTICLES.has(particle.text)) return;
  for (const word of spelt(view, next.text)) addEdge(view, start, next.end, word, 'arabizi');
}

/**
 * Arabic in Latin letters: the words of the lexicon that it spells, whole and with prefixes taken off.
 *
 * @param part the word means something as it stands; its Arabic counts only in longer phrases.
 * @returns whether it spells any.
 */
function addArabiziEdges(view: View, piece: Piece, part: boolean): boolean {
  const whole = spelt(view, piece.text);
  for (const word of whole) addEdge(view, piece.start, piece.end, word, 'arabizi', part);
  if (part) {
    const article = /^[aei]l(?=.{3})/.exec(piece.text)?.[0].length ?? 0;
    const rest = article > 0 ? spelt(view, piece.text.slice(article)) : [];
    for (const word of rest) addEdge(view, piece.start, piece.end, word, 'arabizi', part);
    return true;
  }
  for (const { spelling, prefixes } of view.knowledge.latinPrefixes) {
    if (!piece.text.startsWith(spelling) || piece.text.length < spelling.length + 3) continue;
    const rest = piece.text.slice(spelling.length);
    const exact = view.lexicon.numberOf.get(rest);
    const words = exact === undefined ? spelt(view, rest) : [exact];
    if (words.length === 0) continue;
    let at = piece.start;
    for (const { letters, lexemes } of prefixes) {
      addPrefix(view, at, at + letters, lexemes);
      at += letters;
    }
    for (const word of words) addEdge(view, at, piece.end, word, 'arabizi');
    return true;
  }
  return whole.length > 0;
}

/** Particles that Arabic writes onto the next word. */
const WRITTEN_ON: Readonly<Record<string, string>> = {
  el: 'ال',
  al: 'ال',
  il: 'ال',
  bel: 'بال',
  bil: 'بال',
  b: 'ب',
  eb: 'ب',
  be: 'ب',
  fel: 'فال',
  fil: 'فال',
  lel: 'لل',
  lil: 'لل',
  wel: 'وال',
  w: 'و',
  l: 'ل',
};

/** An Arabizi message in Arabic letters as far as its words are known, for what is told by the order of words. */
export function inArabicLetters(view: Pick<View, 'arabizi' | 'knowledge'>, pieces: readonly Piece[]): string {
  let out = '';
  let end = 0;
  pieces.forEach((piece, index) => {
    if (piece.start < end) return;
    const word = gluedWord(pieces, index) ?? piece;
    end = word.end;
    const particle = WRITTEN_ON[word.text];
    const meant = view.knowledge.latinWords.get(word.text) ?? view.arabizi()(word.text)[0] ?? word.text;
    out += particle ?? `${meant} `;
  });
  return out.trim();
}
