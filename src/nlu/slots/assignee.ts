import type { ChartNode } from '../chart/chart.js';
import type { Reading } from '../engine.js';
import { originalSpan } from '../text/normalise.js';
import { type Piece, wholeWords } from '../text/pieces.js';

const MAX_NAME_WORDS = 3;

/** Symbols whose words are not part of a name even though nothing else uses them. */
const NOT_NAME = new Set([
  'filler',
  'cue',
  'when',
  'places',
  'offences',
  'slot',
  'num',
  'exclusion',
  'outside',
  'statusWord',
  'priorityWord',
  'dueWord',
]);

/** Work, not a worker: "assign patrol in Jleeb to Nasser". */
const WORK_WORD =
  /^(?:patrol\w*|foot|mobile|static|joint|check\w*|inspect\w*|guard|cover|monitor|watch|follow|go|visit|investigate|respond|stop|secure|search|escort|someone|somebody|anyone|units?|b?dawre\w*|وب?دوري.*|[بل]?(?:ال)?(?:دوري|تفتيش|حراس|معاين|متابع|تحقيق|جول|مراقب|تامين|رصد|نقط).*|احد|واحد|يروح|يمر|يشوف)$/u;

/** Never a name, whatever else it may be in a reading. */
const ARTICLE = /^(?:a|an|the|any|some|one|more|another|my|our|all)$/u;

/** What kind of task it is, before the name: «مهمة جديدة عاجلة لفهد». */
const QUALITY =
  /^(?:new|urgent|quick|(?:ال)?(?:جديده?|يديده?|عاجله?|مستعجله?|ضروري[هة]?|سريعه?|مهمه|ثانيه|هام[هة]|طارئ[هة]?|اضافيه)|ل|حق|le|lil|lel|7ag|hag)$/u;

const covers = (node: ChartNode, piece: Piece): boolean => node.start <= piece.start && node.end >= piece.end;

const has = (reading: Reading, piece: Piece, symbols: readonly string[]): boolean =>
  reading.nodes.some(
    (node) =>
      symbols.includes(node.symbol) &&
      node.start === piece.start &&
      node.end === piece.end &&
      node.how !== 'typo',
  );

/** A rank, also with a preposition written onto it («للملازم»). */
const isRank = (reading: Reading, piece: Piece): boolean =>
  reading.nodes.some(
    ({ symbol, start, end, how }) =>
      symbol === 'rankWord' && end === piece.end && start - piece.start <= 2 && how !== 'typo',
  );

/** An Arabizi article stands alone ("el raqeeb"). */
const isArticle = ({ text }: Piece): boolean => /^[aei]l$/.test(text);

const isWord = (piece: Piece): boolean => piece.kind === 'arabic' || piece.kind === 'latin';

/**
 * The words of a name after a verb or a "to", past ranks and the word for a task; and where the search for it ended.
 * Without words, no search that begins before `until` finds any.
 */
function nameFrom(reading: Reading, from: number): { words: Piece[]; until: number } {
  const words: Piece[] = [];
  let until = Number.POSITIVE_INFINITY;
  for (const piece of wholeWords(reading.pieces).filter((one) => one.start >= from)) {
    if (piece.kind === 'mark' && words.length > 0 && piece.text !== '.' && piece.text !== '-') break;
    if (!isWord(piece)) {
      if (words.length > 0 && piece.kind === 'digits') break;
      continue;
    }
    if (words.length === 0 && (isRank(reading, piece) || QUALITY.test(piece.text) || isArticle(piece)))
      continue;
    if (words.length === 0 && ARTICLE.test(piece.text)) continue;
    const known = reading.cover.some(
      (node) => NOT_NAME.has(node.symbol) && covers(node, piece) && node.how !== 'typo',
    );
    const name =
      words.length === 0
        ? followsTitle(reading, piece) || isKunya(reading, piece)
        : FATHER.test(words.at(-1)?.text ?? '');
    if (known && !name) {
      if (
        words.length === 0 &&
        has(reading, piece, ['filler', 'the', 'to', 'of', 'in', 'assignVerb', 'taskNoun'])
      )
        continue;
      until = piece.start;
      break;
    }
    if (WORK_WORD.test(piece.text)) {
      until = piece.start;
      break;
    }
    words.push(piece);
    if (words.length === MAX_NAME_WORDS) break;
  }
  return { words, until };
}

/** «الرقيب علي»: after a rank or the verb itself the preposition «على» is the name. */
function followsTitle(reading: Reading, piece: Piece): boolean {
  if (piece.text !== ALI) return false;
  const before = reading.pieces.filter((one) => one.end <= piece.start).at(-1);
  if (!before || !has(reading, before, ['rankWord', 'assignVerb'])) return false;
  return !originalSpan(reading.source, piece.start, piece.end).text.endsWith('ى');
}

/** «بو مشعل»: the word that calls one by his son is a part of the name when a name follows it. */
function isKunya(reading: Reading, { text, end }: Piece): boolean {
  const next = reading.pieces.find(({ start }) => start > end);
  return KUNYA.test(text) && next !== undefined && isWord(next) && !isRank(reading, next);
}

const KUNYA = /^(?:بو|ابو|bu|abu|bo)$/u;

/** «أحمد بن علي»: what follows is a name, whatever it means elsewhere. */
const FATHER = /^(?:بن|ابن|bin|ibn)$/u;

const ALI = 'علي';

function nameText(reading: Reading, words: readonly Piece[], prefix: number): string | null {
  const first = words[0];
  const last = words.at(-1);
  if (!first || !last) return null;
  const name = originalSpan(reading.source, first.start + prefix, last.end).text;
  return name.replace(/^@/, '').replace(/['’‘]s?$/u, '');
}

/** A preposition written onto an Arabic name («لخالد») takes one letter. */
const gluedPreposition = (piece: Piece | undefined): number =>
  piece?.kind === 'arabic' && /^ل\p{L}{3,}/u.test(piece.text) && !piece.text.startsWith('لط') ? 1 : 0;

/** Name after the first of the given symbols, or null. */
export function nameAfter(
  reading: Reading,
  symbols: readonly ChartNode['symbol'][],
): { name: string; end: number } | null {
  const anchors = reading.nodes
    .filter((node) => symbols.includes(node.symbol) && node.how !== 'typo')
    .sort((a, b) => a.start - b.start);
  let barren = -1;
  for (const { end: from } of anchors) {
    if (from <= barren) continue;
    const { words, until } = nameFrom(reading, from);
    if (words.length === 0) barren = until;
    const kept = trimmed(words);
    const name = nameText(reading, kept, gluedPreposition(kept[0]));
    if (name) return { name, end: kept.at(-1)?.end ?? 0 };
  }
  return null;
}

/** One name word, or two where the second joins on (bin, al-, abu) or both stand before a known word. */
function trimmed(words: readonly Piece[]): Piece[] {
  const joining = /^(?:bin|ibn|al|el|abu|abdul|bu|بن|ابن|ابو|بو|ال\p{L}+|عبد)$/u;
  const kept: Piece[] = [];
  for (const word of words) {
    const before = kept.at(-1);
    if (before && !joining.test(word.text) && !joining.test(before.text)) break;
    kept.push(word);
  }
  return kept;
}

/** "Khaled's tasks": the name before a possessive; null otherwise. */
export function ownerName(reading: Reading): string | null {
  return (
    /(?:^|\s)(\p{L}{3,})['’]s?\s+(?:\p{L}+\s+){0,2}(?:tasks?|jobs?|assignments?)\b/u.exec(
      reading.source.original,
    )?.[1] ?? null
  );
}

/** "What is Bader working on?", "what has Sgt Huda got on?": the one whose tasks are asked for; null otherwise. */
export function busyName(reading: Reading): string | null {
  const [, words = ''] = BUSY.exec(reading.source.text) ?? [];
  const first = words.split(' ')[0] ?? '';
  if (words === '' || NOBODY.test(words)) return null;
  const piece = reading.pieces.find(({ text }) => text === first);
  return piece ? plainName(reading, piece.start) : null;
}

const BUSY =
  /^\W*(?:and )?what(?:s| is| has| does| did) (\p{L}+(?: \p{L}+){0,2}?) (?:currently |now |still |got )?(?:working on|busy with|assigned(?: to)?|got on(?: \p{L}+ (?:list|plate))?|got to do|have on|have to do|have to finish|on with)\b/u;

/** Who is no officer with a list of tasks. */
const NOBODY =
  /\b(?:it|this|that|there|i|we|you|he|she|they|one|the|a|an|everyone|everybody|anyone|bot|team|happening|going|been|being|my|our|your)\b/u;

/** Police work that somebody is to do: "Nasser to inspect Fintas". */
const ORDERED_WORK =
  /^(?:patrol|inspect|check|guard|cover|monitor|watch|visit|investigate|respond|attend|secure|search|escort|follow|go|stop|handle|lead|run|conduct|do|make|supervise|coordinate|meet|assist|support|collect|review|prepare|be|move|deploy|return|interview|question|relocate|look|take|sweep|survey|stay|report|set|man|close|clear)$/u;

/** Before the name of the one who shall do it: "I want Yousef to visit", "need Bader to check", "can Salem check". */
const WISHING = /^(?:i|we|id|need|needs|want|would|like|let|can|could|please|pls|kindly|ok|and|also|now)$/u;

/** Between the one who is called and what he shall do: "Bader please go to", "Ahmed, you can check". */
const CALLING = /^(?:please|pls|plz|kindly|can|could|will|would|you|must|should|shall|to|needs|now)$/u;

/** Work that a name may stand right before: "Ahmed patrol Hawalli block 5". */
const PLAIN_ORDER =
  /^(?:patrol|inspect|check|guard|cover|monitor|watch|visit|investigate|attend|secure|search|go|head|proceed|deploy|sweep)$/u;

/** Index of the first word after a name that is called upon, or -1: of "to" before work, else of the work itself. */
function nameEnd(words: readonly Piece[]): number {
  const to = words.findIndex(({ text }) => text === 'to');
  if (to >= 1 && ORDERED_WORK.test(words[to + 1]?.text ?? '')) return to;
  const work = words.findIndex(({ text }) => PLAIN_ORDER.test(text));
  if (work < 1) return -1;
  let end = work;
  while (end > 1 && CALLING.test(words[end - 1]?.text ?? '')) end--;
  return end;
}

/** What makes "Ahmed patrol Hawalli" a statement or a question: a past, a denial, a mark. */
const NO_ORDER =
  /\?|\b(?:was|were|is|are|has|have|had|got|did|does|do|never|not|no|dont|doesnt|didnt|cant|cannot|wont|isnt|wasnt|yesterday|ago|earlier|last (?:night|week|month|year|\p{L}+day)|robbed|attacked|stolen|injured|killed|shot|stabbed|beaten)\b/u;

/** Who does things but is nobody's name: "Robbers cover their faces", "Security guard". */
const NO_NAME =
  /^(?:security|officers?|robbers?|burglars?|thief|thieves|police|policem[ae]n|m[ae]n|gangs?|suspects?|people|guards?|units?|patrols?|teams?|drivers?|cars?|they|he|she|we|you|it|who|criminals?|residents?|neighbou?rs?|boys?|youths?|school|bank|shop|mall|night|day)$/u;

/** How an order begins that has no verb of its own: its name, and whether nothing but the name calls upon anybody. */
function calledUpon(reading: Reading): { name: string; barely: boolean } | null {
  const said = reading.pieces.filter(isWord);
  const words = said.slice(said.findIndex(({ text }) => !WISHING.test(text)));
  const end = nameEnd(words);
  if (end < 1 || end > MAX_NAME_WORDS + 1) return null;
  const before = words.slice(0, end).filter((piece) => !isRank(reading, piece));
  const known = before.some((piece) =>
    reading.nodes.some((node) => NOT_NAME.has(node.symbol) && covers(node, piece) && node.how === 'exact'),
  );
  if (known || before.length > MAX_NAME_WORDS) return null;
  const asked = words.length < said.length || before.length < end || CALLING.test(words[end]?.text ?? '');
  if (words[end]?.text !== 'to') {
    if (NO_ORDER.test(reading.source.text) || before.some(({ text }) => NO_NAME.test(text))) return null;
    if (!asked && reading.cover.some(({ symbol }) => symbol === 'offences')) return null;
  }
  const name = nameText(reading, trimmed(before), 0);
  return name === null ? null : { name, barely: !asked };
}

/** The name that an order without a verb begins with: "Sgt Nasser to inspect Fintas block 2"; null otherwise. */
export const leadingName = (reading: Reading): string | null => calledUpon(reading)?.name ?? null;

/** "Ahmed patrol Hawalli block 5": no rank, no "please", no "to" says that it is an order. */
export const barelyOrdered = (reading: Reading): boolean => calledUpon(reading)?.barely ?? false;

/** Not a name after an "and", though nothing else uses it: what one more thing shall be done. */
const ANOTHER_VERB =
  /^(?:drive|walk|talk|speak|send|bring|write|call|park|wait|stand|ask|tell|use|keep|get|put|give|drop|pick|start|finish|come|join|turn|note|record|then|also|و(?:ي(?!وسف|اسر|اسين|عقوب|حي|زيد|زن)|ت(?!ركي))\p{L}+)$/u;

/** Whether a word may be somebody's name: one that nothing explains and that is no work. */
export function isName(reading: Reading, piece: Piece): boolean {
  const bare = piece.text.replace(/^و(?=\p{L}{3})/u, '');
  if (WORK_WORD.test(bare) || ORDERED_WORK.test(bare) || ANOTHER_VERB.test(piece.text)) return false;
  return isWord(piece) && reading.unread.some(({ start, end }) => start <= piece.start && end >= piece.end);
}

/** A message that from an offset on is nothing but a name, as the answer to "who?". */
export function plainName(reading: Reading, from = 0): string | null {
  const kept = trimmed(nameFrom(reading, from).words);
  return nameText(reading, kept, gluedPreposition(kept[0]));
}
