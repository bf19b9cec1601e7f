import type { CarrierWord } from './carrier.js';
import type { LatinPrefix } from './chart/lattice.js';
import type { Entry, Lexeme } from './chart/lexicon.js';
import type { RuleFamily } from './chart/rule.js';
import type { DangerWords } from './danger.js';
import type { OffenceWords } from './offences.js';
import type { Homographs } from './places.js';
import type { ReplyWord } from './reply-words.js';
import type { Wordings } from './wording.js';

/** Words read instead of a correction's "no," and instead of what a message gives up. */
export type StandIns = { correcting: string; givenUp: string };

/** Everything that understanding a language takes. A new language is a folder with one of these and a line in `languages.ts`. */
export type Language = {
  tag: string;
  /** Lexicon lines: numbers, time, wishes, slots. */
  words: readonly Entry[];
  /** Orders of words that the common rules lack. */
  rules: readonly RuleFamily[];
  offences: OffenceWords;
  homographs: Homographs;
  /** What marks a name of a governorate that an area bears too, as it is written in the gazetteer. */
  governorateNouns: readonly string[];
  /** Words that mean nothing to a command and do not count as not understood. */
  fillers: readonly string[];
  /** Those of them that may stand inside any phrase without changing what it means, folded: "actually". */
  inserted: readonly string[];
  /** Topics that the bot does not serve, by the reason it gives. */
  outside: Readonly<Record<string, string>>;
  /** Frequent ordinary words: no typo is ever read into them. */
  ordinary: readonly string[];
  /** One-letter words written onto the next word. */
  prefixes: Readonly<Record<string, readonly Lexeme[]>>;
  /** Latin spellings of such prefixes in Arabizi. */
  latinPrefixes: readonly LatinPrefix[];
  /** Frequent words as Latin letters spell them, with the word of this language that each stands for. */
  latinWords?: Readonly<Record<string, string>>;
  /** Whole messages that are about the answer or the question before them; phrases parted by `|`. */
  replyWords: Readonly<Record<ReplyWord, string>>;
  /** Whole messages that the law gives a meaning on every channel, as letters alone, parted by `|`. */
  carrierWords: Readonly<Record<CarrierWord, string>>;
  /** How it puts what no single word says. */
  wordings: Partial<Wordings>;
  /** What is read in the place of words that are cut out, where the language cuts any. */
  standIns?: StandIns;
  /** Questions what became of a message to somebody, as written; the name is the first group. */
  traceQuestions: readonly RegExp[];
  /** What makes such a question one for sure, whoever is named: a denial and a message or "it" as what did not come. */
  surelyTraces: RegExp;
  /** How people write who are in danger. */
  danger: DangerWords;
};
