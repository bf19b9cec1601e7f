import type { ChartNode } from '../chart/chart.js';
import type { Reading } from '../engine.js';

/** What is done with a task or an alert. */
const STEPS: ReadonlySet<unknown> = new Set(['accept', 'start', 'complete', 'decline', 'ack']);

type Mark = { start: number; step: string } | { start: number; id: number };

/**
 * Whether a message takes two steps, each of a number of its own: "done 12, can't do 13", «قبلت ١٢ ورفضت ١٣». One step a
 * message is taken; one for both numbers would be wrong about one of them.
 *
 * @param ids the numbers of tasks and alerts in the message.
 */
export function takesTwoSteps(reading: Reading, ids: readonly number[]): boolean {
  const spared = sparedNumbers(reading);
  // "Finished all except 13" names none of those that are.
  if (ids.length > 0 && ids.every((id) => spared.has(id))) return true;
  if (new Set(ids).size < 2) return false;
  const numbers = numbersSaid(reading).filter(({ value }) => ids.includes(value.value));
  const marks = [
    ...stepsSaid(reading).map(({ start, value }): Mark => ({ start, step: value })),
    ...numbers.map(({ start, value }): Mark => ({ start, id: value.value })),
  ].sort((a, b) => a.start - b.start);
  return sharedOut(reading, marks) || doneInstead(reading, marks);
}

/** Numbers that a self-correction takes back: the 12 of "done 12, I mean 13", «تم ١٢ لا ١٣». */
export function correctedNumbers(reading: Reading): ReadonlySet<number> {
  const { source, wording } = reading;
  const numbers = numbersSaid(reading);
  const last = numbers.findLastIndex((number, i) => {
    const before = numbers[i - 1];
    return (
      before !== undefined && wording('correctsNumber').test(source.text.slice(before.end, number.start))
    );
  });
  const meant = numbers.slice(Math.max(last, 0)).map(({ value }) => value.value);
  return new Set(
    numbers
      .slice(0, Math.max(last, 0))
      .map(({ value }) => value.value)
      .filter((value) => !meant.includes(value)),
  );
}

/** Tasks that are taken for meant by their first and last; more are hardly one person's. */
const RANGE_AT_MOST = 20;

/** Whole numbers of "12-14", «١٢ إلى ١٤» from the first to the last; none of a range too long to be meant. */
export function rangedNumbers(reading: Reading): readonly number[] {
  return rangesSaid(reading)
    .filter(({ first, last }) => last - first < RANGE_AT_MOST)
    .flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, step) => first + step));
}

/** "Done 12 to 300": more tasks than one message closes unasked. */
export const rangesTooFar = (reading: Reading): boolean =>
  rangesSaid(reading).some(({ first, last }) => last - first >= RANGE_AT_MOST);

function rangesSaid(reading: Reading): { first: number; last: number }[] {
  const { source, wording } = reading;
  const numbers = numbersSaid(reading);
  return numbers.flatMap(({ end, value: { value: first } }, i) => {
    const next = numbers[i + 1];
    if (!next || next.value.value <= first) return [];
    const joined = wording('throughNumber').test(source.text.slice(end, next.start));
    return joined ? [{ first, last: next.value.value }] : [];
  });
}

/** Numbers that are named to be left alone: "all except 13", and beside others "13 not yet". */
export function sparedNumbers(reading: Reading): ReadonlySet<number> {
  const { cover, source, wording } = reading;
  const numbers = numbersSaid(reading);
  const several = new Set(numbers.map(({ value }) => value.value)).size > 1;
  const excepted = (start: number): boolean =>
    cover.some(
      ({ symbol, end }) => symbol === 'except' && end <= start && source.text.slice(end, start).trim() === '',
    );
  const spared = numbers.filter(
    ({ start, end }) => excepted(start) || (several && wording('notYetNext').test(source.text.slice(end))),
  );
  return new Set(spared.map(({ value }) => value.value));
}

const isNumber = (node: ChartNode): node is ChartNode<'num'> => node.symbol === 'num';
const isCue = (node: ChartNode): node is ChartNode<'cue'> => node.symbol === 'cue';

/** Whole numbers in digits, in the order in which they are said. */
function numbersSaid({ nodes }: Reading): ChartNode<'num'>[] {
  const whole = nodes
    .filter(isNumber)
    .filter(({ value }) => value.digits && Number.isInteger(value.value))
    .sort((a, b) => a.start - b.start || b.end - a.end);
  return whole.filter(({ start }, i) => start !== whole[i - 1]?.start);
}

/** "Received, task 12 is done": what stands before a mark at the very beginning is a word to whoever sent it. */
const stepsSaid = ({ cover, source }: Reading): ChartNode<'cue'>[] =>
  cover
    .filter(isCue)
    .filter(
      ({ value, start, end }) =>
        STEPS.has(value) && !(start === 0 && /^\s*[,.;:!،؛-]/u.test(source.text.slice(end))),
    );

/** Two different steps with a number of its own each: one between them and one outside, or two kept apart between them. */
function sharedOut(reading: Reading, marks: readonly Mark[]): boolean {
  const steps = marks.flatMap((mark, at) => ('step' in mark ? [{ at, step: mark.step }] : []));
  return steps.some((first, i) => {
    const second = steps[i + 1];
    if (!second || second.step === first.step) return false;
    const within = idsOf(marks.slice(first.at, second.at));
    const outside = idsOf([...marks.slice(0, first.at), ...marks.slice(second.at)]);
    return within.some(({ id }) => outside.some((other) => other.id !== id)) || keptApart(reading, within);
  });
}

const idsOf = (marks: readonly Mark[]) => marks.flatMap((mark) => ('id' in mark ? [mark] : []));

/** "On my way to 12, 13 is done". */
const keptApart = ({ source }: Reading, ids: readonly { start: number; id: number }[]): boolean =>
  ids.some(({ start }, i) => {
    const next = ids[i + 1];
    return next !== undefined && /[,.;،؛\n]/u.test(source.text.slice(start, next.start));
  });

/** "Can't do 12, do 13 instead". */
const doneInstead = ({ source, wording }: Reading, marks: readonly Mark[]): boolean =>
  marks.some((mark) => 'step' in mark && mark.step === 'decline') && wording('doesInstead').test(source.text);
