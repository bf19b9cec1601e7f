import type { RenderLimits, Text, Value } from '../domain/message.js';
import { type Direction, isolate } from './bidi.js';
import type { DateFormat } from './dates.js';
import type { NameOf } from './names.js';
import type { NumberFormat } from './numbers.js';
import { harmless } from './verbatim.js';

/** Everything that the writing of a value depends on, for one language and one way of showing it. */
export type ValueFormat = {
  direction: Direction;
  markup: RenderLimits['markup'];
  numbers: NumberFormat;
  dates: DateFormat;
  nameOf: NameOf;
  listOf: (items: readonly string[]) => string;
  /** Writes a nested text in the same language. */
  textOf: (text: Text) => string;
};

/**
 * Writes a value in the reader's language, digits and calendar, isolated where it would disturb the direction of the
 * sentence around it.
 *
 * @throws AppError `internal` for a number that is not finite. @throws RangeError for a date that is no calendar day.
 */
export function formatValue(value: Value, format: ValueFormat): string {
  if (value.kind === 'text') return format.textOf(value.text);
  if (value.kind === 'list') {
    const items = value.items.map((item) => formatValue(item, format));
    return value.apart ? items.join(format.direction === 'rtl' ? '؛ ' : '; ') : format.listOf(items);
  }
  const written = write(value, format);
  return isolate(written, format.direction, directionWithin(value, format));
}

type Simple = Exclude<Value, { kind: 'text' | 'list' }>;

function write(value: Simple, { numbers, dates, nameOf, markup }: ValueFormat): string {
  switch (value.kind) {
    case 'number':
      return numbers.number(value.value, value.digits);
    case 'percent':
      return numbers.percent(value.value);
    case 'metres':
      return numbers.metres(value.value);
    case 'code':
      return typeof value.value === 'number' ? numbers.plain(value.value) : harmless(value.value, markup);
    case 'verbatim':
      return harmless(value.value, markup);
    case 'date':
      return dates.date(value.date);
    case 'instant':
      return dates.instant(value.at);
    case 'clock':
      return dates.clock(value.at);
    case 'period':
      return dates.period(value.period);
    case 'weekday':
      return dates.weekday(value.weekday);
    case 'hour':
      return dates.hour(value.hour, value.minute);
    default:
      return nameOf(value.kind, value.id);
  }
}

/** Codes and 0-9 run left to right, ٠-٩ with its signs and words like the text; the rest shows it by its letters. */
function directionWithin(value: Simple, format: ValueFormat): Direction | 'auto' {
  switch (value.kind) {
    case 'code':
      return 'ltr';
    case 'number':
    case 'percent':
    case 'clock':
    case 'hour':
      return format.numbers.digits === 'arab' ? 'rtl' : 'ltr';
    case 'metres':
    case 'date':
    case 'instant':
    case 'period':
      return format.direction;
    default:
      return 'auto';
  }
}
