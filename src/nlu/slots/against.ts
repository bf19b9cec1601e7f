import type { Candidate, PeriodSlot, Slots } from '../frame.js';
import type { Evidence } from '../intent/evidence.js';
import { addUnits, startOf } from '../time/calendar.js';
import { unitDate } from '../time/dates.js';
import type { DateValue, TimeContext } from '../time/values.js';
import { isoOf, localSpan, periodOf, type Zone } from './moment.js';

/** The one date of a message where it is set against something that is not said; null in all other messages. */
export function dateSetAgainst({ whens, reading }: Evidence): DateValue | null {
  const dates = whens.filter(({ when }) => when.kind !== 'clock' && when.kind !== 'recurring');
  const [only] = dates;
  if (!only?.when.date || dates.length > 1) return null;
  const before = reading.source.text.slice(0, only.start);
  // The "to" of "compared to" and the «ب» of «مقارنة ب» may be read with the date.
  const said =
    reading.wording('againstLead').exec(reading.source.text.slice(only.start, only.end))?.[0] ?? '';
  return reading.wording('setAgainst').test(before) ||
    (said !== '' && reading.wording('setAgainst').test(`${before}${said} `))
    ? only.when.date
    : null;
}

/**
 * A comparison of one period with nothing is one with the running unit: "compared to last year" sets this year against
 * the last. Only for whole units right before the running one; any other stays as it was said.
 */
export function withRunningUnit(
  { intent, slots }: Candidate,
  evidence: Evidence,
  context: TimeContext,
  zone: Zone,
): Candidate {
  const asSaid = { intent, slots };
  const places = (slots.areas?.length ?? 0) + (slots.governorate?.length ?? 0);
  if (intent !== 'compare' || !slots.period || slots.compare_period) return asSaid;
  if (evidence.cues.has('unitBefore'))
    return { intent, slots: { ...slots, ...unitBefore(slots.period, evidence, context, zone) } };
  if (places > 1) return asSaid;
  const date = dateSetAgainst(evidence);
  if (!date || !UNITS.has(date.grain)) return asSaid;
  const running = unitDate(date.grain, 0).find(context);
  const last = periodOf(date.find(context), context, zone);
  if (!last) return asSaid;
  const before = localSpan(last, zone);
  const whole = before.from === startOf(date.grain, before.from, context.weekStart);
  const period = running && before.to === running.from && whole ? periodOf(running, context, zone) : null;
  return period ? { intent, slots: { ...slots, period, compare_period: last } } : asSaid;
}

/** «هالأسبوع أحسن من اللي طاف؟»: the unit right before the one that is named. */
function unitBefore(period: PeriodSlot, { whens }: Evidence, context: TimeContext, zone: Zone): Slots {
  const date = whens.find(({ when }) => when.date)?.when.date;
  if (!date || !UNITS.has(date.grain)) return {};
  const { from } = localSpan(period, zone);
  const span = { from: addUnits(from, -1, date.grain), to: from, grain: date.grain };
  const before = periodOf(span, context, zone);
  return before ? { compare_period: before } : {};
}

/**
 * No period is compared with itself: "the last 30 days" and then "compare with the previous 30 days" means the stretch
 * right before, of a month the month before, of one weekday the week before.
 */
export function apartFromItself({ intent, slots }: Candidate, { whens }: Evidence, zone: Zone): Candidate {
  const { period, compare_period: other } = slots;
  if (!period || !other) return { intent, slots };
  const { from, to } = localSpan(period, zone);
  const against = localSpan(other, zone);
  const length = to - from;
  const same =
    against.to - against.from === length && Math.abs(against.from - from) <= Math.min(DRIFT, length / 2);
  if (!same) return { intent, slots };
  // A weekday or a weekend comes once a week.
  const weekday = whens.some(
    ({ when }) => when.date?.fields?.weekday !== undefined || (when.date?.grain === 'week' && length < WEEK),
  );
  const unit = LONG_UNITS.find(
    (grain) => startOf(grain, from, 0) === from && addUnits(from, 1, grain) === to,
  );
  const start = unit ? addUnits(from, -1, unit) : from - (weekday ? WEEK : length);
  const end = unit ? from : start + length;
  return { intent, slots: { ...slots, compare_period: { from: isoOf(start, zone), to: isoOf(end, zone) } } };
}

/** What the end of a rolling period moves on by between two messages of one talk, in milliseconds. */
const DRIFT = 60 * 60 * 1000;
const WEEK = 7 * 24 * 60 * 60 * 1000;

/** Units that are not all of one length. */
const LONG_UNITS = ['year', 'quarter', 'month'] as const;

const UNITS: ReadonlySet<string> = new Set(['day', 'week', 'month', 'quarter', 'year']);
