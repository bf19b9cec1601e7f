/** Which way a language is written. */
export type Direction = 'ltr' | 'rtl';

const LRI = '\u2066';
const RLI = '\u2067';
const FSI = '\u2068';
const PDI = '\u2069';
const RLM = '\u200F';

const RTL_SCRIPTS: ReadonlySet<string> = new Set(['Arab', 'Hebr', 'Syrc', 'Thaa', 'Nkoo', 'Adlm']);

// Letters and digits of right-to-left scripts; inside English they pull the words around them out of order.
const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;
// Anything but Arabic words: digits, Latin, signs.
const NOT_PLAIN_ARABIC = /\p{Nd}|[^\p{Script=Arabic}\p{M}\s]/u;
// A closed isolate of known direction holds a figure; one of unknown direction holds words, which may be cut.
const ATOMS = /[\u2066\u2067][^\u2069]*\u2069|[\u2068\u2069]|\s+|[^\s\u2066-\u2069]+/gu;
const WEB_ADDRESS = /^https?:\/\//;
const FOREIGN_RUN = /[A-Za-z0-9](?:[A-Za-z0-9]|[ .,/:@&'+#_-]+(?=[A-Za-z0-9]))*/g;

/** The direction of a language by its script, never by the first letter of a text. @param tag BCP 47, as in `ar-KW`. */
export function directionOf(tag: string): Direction {
  return RTL_SCRIPTS.has(new Intl.Locale(tag).maximize().script ?? '') ? 'rtl' : 'ltr';
}

/**
 * Wraps a value so that it neither reorders the text around it nor is reordered by it (Unicode UAX #9, isolates).
 * What cannot disturb its surroundings stays bare: an English SMS must not become UCS-2 for nothing.
 *
 * @param surroundings direction of the sentence the value stands in.
 * @param own direction of the value; `auto` takes it from its first strong letter.
 */
export function isolate(value: string, surroundings: Direction, own: Direction | 'auto' = 'auto'): string {
  const disturbs = surroundings === 'rtl' ? NOT_PLAIN_ARABIC : RIGHT_TO_LEFT;
  if (!disturbs.test(value)) return value;
  const opening = own === 'auto' ? FSI : own === 'rtl' ? RLI : LRI;
  return `${opening}${value}${PDI}`;
}

/** Isolates the Latin words and digits that a right-to-left template contains, outside its `{{placeholders}}`. */
export function isolateForeignRuns(template: string): string {
  return template
    .split(/(\{\{[^}]*\}\})/)
    .map((piece) =>
      piece.startsWith('{{') ? piece : piece.replace(FOREIGN_RUN, (run) => isolate(run, 'rtl', 'ltr')),
    )
    .join('');
}

/**
 * Starts every line of a right-to-left text whose first strong letter outside isolates would be a left-to-right one,
 * or that has none, with a right-to-left mark: messengers choose each line's side by that letter.
 * A line that is a web address stays bare, so that the mark never becomes part of a copied link.
 */
export function anchorRightToLeft(text: string): string {
  return text
    .split('\n')
    .map((row) => (row === '' || WEB_ADDRESS.test(row) || startsRightToLeft(row) ? row : RLM + row))
    .join('\n');
}

function startsRightToLeft(row: string): boolean {
  let depth = 0;
  for (const char of row) {
    if (char === LRI || char === RLI || char === FSI) depth++;
    else if (char === PDI) depth = Math.max(0, depth - 1);
    else if (depth === 0) {
      if (char === RLM) return true;
      if (/\p{L}/u.test(char)) return RIGHT_TO_LEFT.test(char);
    }
  }
  return false;
}

/** Splits a text so that it may be cut between any two pieces: numbers, codes and dates stay whole. */
export function uncuttable(text: string): string[] {
  return text.match(ATOMS) ?? [];
}

/** Closes the isolate that a cut left open. */
export function closeIsolate(text: string): string {
  return text.lastIndexOf(FSI) > text.lastIndexOf(PDI) ? text + PDI : text;
}

/** The text without isolates, for labels that stand alone. */
export function withoutIsolates(text: string): string {
  return text.replace(/[\u2066-\u2069]/g, '');
}
