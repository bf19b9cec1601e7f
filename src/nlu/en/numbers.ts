import { type Entry, marker, words } from '../chart/lexicon.js';
import { wordNumber } from '../number/rules.js';

const UNITS =
  'zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen'.split(
    '|',
  );
const TENS = 'twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety'.split('|');
const ORDINALS =
  'first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth'.split(
    '|',
  );
const TENTHS = 'twentieth|thirtieth|fortieth|fiftieth|sixtieth|seventieth|eightieth|ninetieth'.split('|');

/** "thirtyfirst" and "fortytwo", as people write them without the hyphen. */
const joined: Entry[] = TENS.flatMap((tens, t) => [
  ...UNITS.slice(1, 10).map((unit, u) => words('num', wordNumber((t + 2) * 10 + u + 1), `${tens}${unit}`)),
  ...ORDINALS.slice(0, 9).map((ordinal, u) => words('ord', (t + 2) * 10 + u + 1, `${tens}${ordinal}`)),
]);

export const numberWords: readonly Entry[] = [
  ...UNITS.map((word, value) => words('num', wordNumber(value), word)),
  ...TENS.map((word, i) => words('num', wordNumber((i + 2) * 10), word)),
  ...ORDINALS.map((word, i) => words('ord', i + 1, word)),
  ...TENTHS.map((word, i) => words('ord', (i + 2) * 10, word)),
  ...joined,
  words('num', wordNumber(0), 'nil|none|nought|zilch|naught'),
  words('num', wordNumber(40), 'fourty'),
  words('num', wordNumber(12), 'a dozen|dozen'),
  words('num', wordNumber(2), 'a pair|pair of|a pair of'),
  words('ord', 100, 'hundredth'),
  words('ord', 1000, 'thousandth'),
  words('multiplier', 12, 'dozen|dozens'),
  words('multiplier', 100, 'hundred|hundreds'),
  words('multiplier', 1e3, 'thousand|thousands|k'),
  words('multiplier', 1e5, 'lakh|lakhs|lkh|lac'),
  words('multiplier', 1e6, 'million|millions|mln'),
  words('multiplier', 1e7, 'crore|crores|cr|koti'),
  words('multiplier', 1e9, 'billion|billions'),
  words('multiplier', 1e12, 'trillion'),
  words('fraction', 0.5, 'half'),
  words('fraction', 0.25, 'quarter|one quarter'),
  words('fraction', 0.75, 'three quarters|three quarter'),
  words('fraction', 0.5, 'two quarters|two quarter'),
  words('fraction', 1 / 3, 'a third|one third'),
  words('fraction', 2 / 3, 'two thirds'),
  marker('couple', 'couple'),
  marker('few', 'few|several'),
  marker('point', 'point|dot'),
  marker('negative', 'minus|negative'),
];
