import { type RuleFamily, rule } from '../chart/rule.js';
import type { NumberValue } from '../time/values.js';

/** A number said in words or digits. `room`: numbers below it may still be added ("two hundred" + 5). */
export const numberOf = (value: number, room = 1, digits = false): NumberValue => ({ value, room, digits });

/** Room that a number word leaves: 20 takes units, 100 takes anything below it. */
export const wordNumber = (value: number): NumberValue =>
  numberOf(value, value >= 20 && value < 100 && value % 10 === 0 ? 10 : value >= 100 ? value : 1);

function multiply(a: NumberValue, by: number): NumberValue | null {
  if (a.value <= 0 || (a.value >= by && by !== 100)) return null;
  if (by === 100 && a.value >= 100) return null;
  return numberOf(Math.round(a.value * by * 1e6) / 1e6, by);
}

const isTens = (n: NumberValue): boolean => !n.digits && n.room === 10 && n.value < 100;

/** "two hundred (and) five": the smaller number fits into the room of the larger. */
function add(a: NumberValue, b: NumberValue): NumberValue | null {
  if (b.value <= 0 || b.value >= a.room || !Number.isInteger(b.value)) return null;
  return numberOf(a.value + b.value, b.room > 1 && b.room < a.room ? b.room : 1);
}

/** «خمسة وعشرون»: units before tens. */
function unitsThenTens(a: NumberValue, b: NumberValue): NumberValue | null {
  return !a.digits && a.value >= 1 && a.value <= 9 && isTens(b) ? numberOf(a.value + b.value) : null;
}

/** Not exact: never a time on the clock. */
const VAGUE = { text: 'vague' };
const vague = (value: number): NumberValue => ({ ...numberOf(value), ...VAGUE });

/** Cardinal and ordinal numbers, common to all languages: they differ in words and order, not in arithmetic. */
export const numberRules: readonly RuleFamily[] = [
  rule('num', 'num multiplier', (a, by) => multiply(a, by)),
  rule('num', 'a multiplier', (_a, by) => numberOf(by, by)),
  rule('num', 'multiplier', (by) => ({ ...numberOf(by, by), ...VAGUE }), -0.1),
  rule('num', 'num dash? num', (a, _dash, b) => (b.digits ? null : add(a, b))),
  rule(
    'num',
    'num and num',
    (a, _and, b) => unitsThenTens(a, b) ?? (b.digits && a.digits ? null : add(a, b)),
  ),
  rule('num', 'num multiplier num', (a, by, b) => {
    const product = multiply(a, by);
    return product && b.digits ? add(product, b) : null;
  }),
  rule('num', 'num and a? fraction', (a, _and, _a, f) => (a.room > 10 ? null : numberOf(a.value + f))),
  rule('num', 'num and num fraction', (a, _and, b, f) =>
    f < 0.5 && b.value < 4 ? numberOf(a.value + b.value * f) : null,
  ),
  rule('num', 'fraction multiplier', (f, by) => numberOf(f * by, 1)),
  rule('num', 'a couple of?', () => vague(2)),
  rule('num', 'couple of?', () => vague(2)),
  rule('num', 'a? few', () => vague(3), -0.1),
  rule('num', 'num point num', (a, _point, b) => numberOf(Number(`${a.value}.${b.value}`))),
  rule('num', 'point num', (_point, b) => numberOf(Number(`0.${b.value}`))),
  rule('num', 'negative num', (_minus, a) => numberOf(-a.value)),
  rule('ord', 'num dash? and? ord', (a, _dash, _and, b) =>
    b < a.room && a.value >= 20 ? a.value + b : null,
  ),
  rule('ord', 'ord and num', (a, _and, b) => (a <= 9 && isTens(b) ? a + b.value : null)),
];
