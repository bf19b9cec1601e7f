import { governorateOfArea } from '../domain/area.js';
import { createDanger } from './danger.js';
import {
  type CompiledWords,
  compileWords,
  createEngine,
  type Engine,
  type NamedThings,
  type Reading,
} from './engine.js';
import { EMPTY_MEMORY, type ParseInput, type Parser } from './frame.js';
import type { Language } from './language.js';
import { LANGUAGES } from './languages.js';
import { createReplyWords } from './reply-words.js';
import type { Zone } from './slots/moment.js';
import { KUWAIT } from './slots/moment.js';
import { createHijriCalendar, type HijriCalendar } from './time/hijri.js';
import type { TimeContext } from './time/values.js';
import { converse } from './understand.js';

export type { Parser } from './frame.js';

const FRIDAY = 5;
const SATURDAY = 6;

/** How Kuwait reads the calendar, at an instant. */
export function kuwaitTime(now: Date, hijri: HijriCalendar, zone: Zone = KUWAIT): TimeContext {
  return {
    ref: now.getTime() + zone.offsetMinutes * 60_000,
    weekStart: 0,
    weekend: [FRIDAY, SATURDAY],
    dateOrder: 'dmy',
    prefer: 'past',
    rolling: 'now',
    nextWeekday: 'coming',
    within: 'back',
    hijri,
  };
}

/**
 * Builds a parser over the given places and offences; do it once.
 *
 * @param words what `compileWords` made of the same data and languages, when it was kept.
 */
export function createParser(
  data: NamedThings,
  languages: readonly Language[] = LANGUAGES,
  words: CompiledWords = compileWords(data, languages),
): Parser {
  const engine = createEngine(languages, words);
  const hijri = createHijriCalendar();
  const governorateOf = (area: string): string | null => governorateOfArea(data.gazetteer, area);
  const danger = createDanger(languages);
  return {
    replyWord: createReplyWords(languages),
    parse(input: ParseInput) {
      const context = kuwaitTime(input.now, hijri);
      const read = (text: string): Reading => readMessage(engine, text);
      const memory = input.prior ? EMPTY_MEMORY : (input.memory ?? EMPTY_MEMORY);
      return converse({ read, context, zone: KUWAIT, engine, governorateOf, danger }, input, memory);
    },
  };
}

/** More unknown words than this are not slips but another matter. */
const MOST_SLIPS = 8;

/** Reads a message; typos are looked for only when words stay unread. */
function readMessage(engine: Engine, text: string): Reading {
  const plain = engine.read(text, { dateOrder: 'dmy', repair: false });
  const repairable =
    plain.unread.length <= MOST_SLIPS &&
    plain.unread.some((piece) => piece.kind !== 'digits' && piece.text.length >= 4);
  return repairable ? engine.repair(plain) : plain;
}
