import { PART_HOURS } from '../../domain/period.js';
import type { ChartNode } from '../chart/chart.js';
import type { Intent, Slots } from '../frame.js';
import { localSpan, periodOf, timeOfDay, weekdayNames, type Zone } from '../slots/moment.js';
import { HOUR_MS } from '../time/calendar.js';
import { type Length, lengthSeconds } from '../time/grain.js';
import type { DateValue, Span, TimeContext, When } from '../time/values.js';
import { rollingWhen, sinceWhen } from '../time/whens.js';
import { boundsTheDay, settleBounds } from './bounds.js';
import type { Evidence } from './evidence.js';

const DAY_SECONDS = 86_400;
const unique = <T>(list: readonly T[]): T[] => [...new Set(list)];

/** Periods, days of the week, parts of the day and horizons of a question. */
export function whenSlots(intent: Intent, evidence: Evidence, context: TimeContext, zone: Zone): Slots {
  const said = saidOfTheDay(
    evidence.whens.map((one) =>
      intent === 'trend' ? changedSince(one, evidence) : changedTo(one, evidence),
    ),
  );
  // What a comparison sets against each other may be open as well.
  const open = intent === 'compare' && !said.some(boundsTheDay);
  const { whens, hours } = open ? { whens: said, hours: null } : settleBounds(said, context);
  const pair = intent === 'compare' ? pairOfHours(whens, context, zone) : null;
  if (pair) return pair;
  const slots: Slots = hours ? { time_of_day: hours } : {};
  if (intent === 'forecast' && whens.every((when) => when.kind === 'clock')) addBareHorizon(slots, evidence);
  for (const when of whens) {
    if (intent === 'compare' && when.ends && addPair(slots, evidence, when.ends, context, zone)) continue;
    if (when.weekdays) slots.weekdays = unique([...(slots.weekdays ?? []), ...weekdayNames(when.weekdays)]);
    addTimeOfDay(slots, when);
    if (intent === 'forecast' && addHorizon(slots, when)) continue;
    addPeriod(
      slots,
      intent,
      when,
      slots.period ? { ...context, anchor: localSpan(slots.period, zone) } : context,
      zone,
    );
  }
  return slots;
}

/** The "to" of "narrow it to the last month" belongs to the verb: nothing ends there. */
function changedTo({ when, start }: Evidence['whens'][number], { reading }: Evidence): When {
  if (when.bound !== 'until' || !when.edge || when.edge.date?.grain === 'day') return when;
  const taken = reading.nodes.some(
    (node) => node.symbol === 'cue' && node.value === 'correction' && node.start < start && node.end > start,
  );
  return taken ? when.edge : when;
}

/** "How much did thefts change from January": ever since then. */
function changedSince(one: Evidence['whens'][number], evidence: Evidence): When {
  const { when, start, end } = one;
  const { source, wording } = evidence.reading;
  if (when.kind !== 'date' || evidence.whens.length > 1) return changedTo(one, evidence);
  const lead = wording('changedSince').exec(source.text);
  const begins = lead && lead.index + lead[0].length;
  return begins !== null && begins >= start && begins < end ? sinceWhen(when) : when;
}

/** "Not in the morning, in the evening" only takes the first back. */
const saidOfTheDay = (whens: readonly When[]): readonly When[] => {
  const says = (key: 'clock' | 'weekdays'): boolean => whens.some((when) => when[key] && !when.denied);
  return whens.filter(
    (when) => !when.denied || !((when.clock && says('clock')) || (when.weekdays && says('weekdays'))),
  );
};

/** "Between January and February" names two periods where not two places are compared. */
function addPair(
  slots: Slots,
  evidence: Evidence,
  ends: readonly [DateValue, DateValue],
  context: TimeContext,
  zone: Zone,
): boolean {
  const places = evidence.places.flatMap((place) =>
    place.areas.length > 0 ? place.areas : place.governorates,
  );
  const [first, second] = ends;
  const period = periodOf(first.find(context), context, zone);
  if ((places.length > 1 && !setAgainst(evidence)) || !period) return false;
  const other = periodOf(second.find({ ...context, anchor: localSpan(period, zone) }), context, zone);
  if (!other) return false;
  slots.period = period;
  slots.compare_period = other;
  return true;
}

/**
 * "Last night against this morning": hours of two days that differ are two periods, since no filter on the time of day
 * fits both. Null for anything else.
 */
function pairOfHours(whens: readonly When[], context: TimeContext, zone: Zone): Slots | null {
  const [first, second, ...more] = whens.map((when) => hoursOn(when, context));
  if (!first || !second || more.length > 0 || first.hours === second.hours) return null;
  const [period, other] = [periodOf(first.span, context, zone), periodOf(second.span, context, zone)];
  return period && other ? { period, compare_period: other } : null;
}

/** The stretch of one day that is named with its hours, as incidents are counted by them. */
function hoursOn({ date, clock }: When, context: TimeContext): { hours: string; span: Span } | null {
  const day = clock && date?.grain === 'day' ? date.find(context) : null;
  if (!clock || day?.from == null) return null;
  const said = timeOfDay(clock);
  const [from, to] = 'part' in said ? PART_HOURS[said.part] : [hourOf(said.from), hourOf(said.to)];
  const span = { from: day.from + from * HOUR_MS, to: day.from + (to > from ? to : to + 24) * HOUR_MS };
  return { hours: JSON.stringify(said), span: { ...span, grain: 'hour' } };
}

const hourOf = (clock: string): number => Number(clock.slice(0, 2)) + Number(clock.slice(3)) / 60;

/** «هذا الشهر بالشهر الماضي», "this month with last month": two periods, whatever else is compared. */
const setAgainst = ({ reading, whens }: Evidence): boolean =>
  whens.some(
    ({ when, start, end }) =>
      when.versus ||
      (when.ends !== undefined && reading.wording('withOther').test(reading.source.text.slice(start, end))),
  );

function addTimeOfDay(slots: Slots, when: When): void {
  if (!when.clock || slots.time_of_day || when.kind === 'open') return;
  slots.time_of_day = timeOfDay(when.clock);
}

function addHorizon(slots: Slots, when: When): boolean {
  if (when.kind !== 'ahead' || !when.length) return false;
  slots.horizon_days = Math.max(1, Math.round(lengthSeconds(when.length) / DAY_SECONDS));
  return true;
}

/** "7 day forecast", «توقعات ٧ أيام»: a length with nothing else said counts from now. */
function addBareHorizon(slots: Slots, evidence: Evidence): void {
  const length = bareLength(evidence);
  const days = length ? Math.round(lengthSeconds(length) / DAY_SECONDS) : 0;
  if (days >= 1) slots.horizon_days = days;
}

/** The longest length of time said outside of any date: «وعشرة أيام؟»; null when there is none. */
export function bareLength({ reading, whens }: Evidence): Length | null {
  const lengths = reading.nodes.filter(
    (node): node is ChartNode<'length'> =>
      node.symbol === 'length' &&
      node.score > LOOSE_LENGTH &&
      !whens.some(({ start, end }) => start < node.end && end > node.start),
  );
  return lengths.reduce<Length | null>(
    (longest, { value }) => (longest && lengthSeconds(longest) >= lengthSeconds(value) ? longest : value),
    null,
  );
}

/** The time of a length said alone, ending now: «وعشرة أيام؟» after "in the last three days". */
export function lengthBack(evidence: Evidence, context: TimeContext, zone: Zone): Slots {
  // The "300m" of "within 300m" is a distance.
  const { source, wording } = evidence.reading;
  const picks = wording('ordinalOne').test(source.text);
  const other = picks || evidence.whens.length > 0 || evidence.pieces.some(({ kind }) => kind === 'radius');
  const length = other ? null : bareLength(evidence);
  const period = length ? periodOf(rollingWhen(length).span(context), context, zone) : null;
  return period ? { period } : {};
}

/** A unit without a number ("a week", "day") scores below this. */
const LOOSE_LENGTH = -0.3;

function addPeriod(slots: Slots, intent: Intent, when: When, context: TimeContext, zone: Zone): void {
  if (when.kind === 'clock' || when.kind === 'recurring') return;
  if (when.kind === 'instant' && !when.length) return;
  // In "compared to last year" the "to" belongs to the verb, in «أكثر من الشهر الماضي» the «من» does; «جدام» is "against".
  const second = (when.bound === 'since' || when.bound === 'before') && slots.period !== undefined;
  const paired = intent === 'compare' && when.kind === 'open' && (when.bound === 'until' || second);
  const dated =
    (when.kind === 'datetime' || paired) && when.date
      ? when.date.find(context)
      : (when.span(context) ?? when.ends?.[0].find(context) ?? null);
  const period = periodOf(dated, context, zone);
  if (!period) return;
  if (!slots.period) slots.period = period;
  else if (intent === 'compare' && !slots.compare_period) slots.compare_period = period;
}
