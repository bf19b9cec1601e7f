import { freshnessNotes } from '../briefings/lines.js';
import { can, hiddenOffences } from '../domain/access.js';
import type { Gazetteer } from '../domain/area.js';
import { AppError } from '../domain/errors.js';
import type { Block, Value } from '../domain/message.js';
import { withFinerOffences } from '../domain/offence.js';
import { dateOfDay, localTime, PART_HOURS, type Period, startOfDay, WEEKDAYS } from '../domain/period.js';
import * as say from '../domain/reply.js';
import type { Slots } from '../nlu/frame.js';
import type { Freshness, IncidentFilter } from '../store/incidents.js';
import { type Circle, circleOf, circleText, unusedDistance } from './circle.js';
import type { CommandContext } from './command.js';
import { refuseUnread } from './unread.js';

/** A question about incidents: what to look for, and what to say about it. */
export type Query = { filter: IncidentFilter; period: Period; title: Value; exclusions: Value[] };

/** The period of a question that names none. */
export type Fallback = { days: number; today: boolean };
const LAST_WEEK: Fallback = { days: 7, today: true };
/** Whole weeks, so that they can be compared with the weeks before. */
export const FOUR_WEEKS: Fallback = { days: 28, today: false };

/**
 * The question that the slots ask, within what the person may see. A missing period becomes the
 * fallback.
 *
 * @throws AppError `future_period` when the period has not begun; `forbidden` when only sensitive offences are asked for.
 */
export function incidentQuery(context: CommandContext, fallback: Fallback = LAST_WEEK): Query {
  refuseUnread(context.frame);
  const { slots } = scoped(context);
  mayPlace(context, slots);
  const period = pastPeriod(context, slots.period, fallback);
  const offences = offencesOf(context, slots);
  const circle = circleOf(context);
  const places = placesOf(context, slots, circle);
  const when = whenOf(slots);
  refuseUnbegun(context, slots.period, when.hours);
  refuseUnbegun(context, slots.compare_period, when.hours);
  const filter: IncidentFilter = {
    period,
    ...offences,
    ...places,
    ...when,
    ...(circle && { within: circle }),
  };
  return {
    filter,
    period,
    title: circle?.landmark ? titleAround(slots, circle) : titleOf(slots),
    exclusions: exclusionsOf(context, slots, circle),
  };
}

/** The question as it is answered: who is bound to governorates and names no place asks about theirs. */
function scoped(context: CommandContext): CommandContext {
  const { slots, user } = context;
  if (slots.areas?.length || slots.governorate?.length || user.governorates === null) return context;
  return { ...context, slots: { ...slots, governorate: [...user.governorates] } };
}

/** @throws AppError `forbidden` for a question finer than an area by somebody who may not see positions. */
function mayPlace({ user }: CommandContext, { block, group_by }: Slots): void {
  if ((block !== undefined || group_by === 'block') && !can(user, 'incidents.position')) {
    throw new AppError('forbidden', `${user.role} may not ask by block`, { params: { restricted: 'block' } });
  }
}

/** The period asked for, cut at now. */
export function pastPeriod(context: CommandContext, slot: Slots['period'], fallback: Fallback): Period {
  if (!slot) return lastDays(context, fallback);
  const from = new Date(slot.from);
  const to = new Date(slot.to);
  if (from >= context.now) {
    throw new AppError('future_period', `a question about the past asked for ${slot.from}`);
  }
  return { from, to: to > context.now ? context.now : to };
}

/** "Tonight", asked at noon: of hours of one day that have not begun there is nothing to count yet. */
function refuseUnbegun({ now }: CommandContext, slot: Slots['period'], hours: IncidentFilter['hours']): void {
  if (!slot || !hours) return;
  const from = Date.parse(slot.from);
  const begins = from + hours.from * HOUR;
  if (Date.parse(slot.to) - from === 24 * HOUR && begins >= now.getTime())
    throw new AppError(
      'future_period',
      `hours that begin at ${new Date(begins).toISOString()} were asked for`,
    );
}

const HOUR = 60 * 60 * 1000;

/** The last full days, and what has passed of today when `today` says so. */
function lastDays(
  { now, timeZone }: Pick<CommandContext, 'now' | 'timeZone'>,
  { days, today }: Fallback,
): Period {
  const todayNumber = localTime(now, timeZone).dayNumber;
  const from = startOfDay(dateOfDay(todayNumber - days), timeZone);
  return { from, to: today ? now : startOfDay(dateOfDay(todayNumber), timeZone) };
}

/** The period of the same length that ends where the given one begins. */
export function periodBefore({ from, to }: Period): Period {
  return { from: new Date(from.getTime() - (to.getTime() - from.getTime())), to: from };
}

function offencesOf(
  { runtime, user }: CommandContext,
  slots: Slots,
): Pick<IncidentFilter, 'offences' | 'offencesNot'> {
  const catalogue = runtime.knowledge.offences;
  const hidden = hiddenOffences(user, catalogue);
  const wanted = slots.offence ? withFinerOffences(catalogue, slots.offence) : null;
  if (wanted?.every((id) => hidden.has(id))) {
    const what = (slots.offence ?? []).join(',');
    throw new AppError('forbidden', `${user.role} may not see ${what}`, {
      params: { restricted: 'offence', what },
    });
  }
  const unwanted = [...withFinerOffences(catalogue, slots.offence_not ?? []), ...hidden];
  return { ...(wanted && { offences: wanted }), ...(unwanted.length > 0 && { offencesNot: unwanted }) };
}

/** The places asked about; a circle around a landmark takes the place of the area that the landmark lies in. */
function placesOf(
  { user, runtime }: CommandContext,
  slots: Slots,
  circle: Circle | null,
): Partial<IncidentFilter> {
  const areasOf = (ids: readonly string[]) => recordedAreas(runtime.knowledge.gazetteer, ids);
  const named = !circle?.landmark && (slots.areas?.length || slots.governorate?.length);
  // A road or a landmark of no one area: the whole country would answer a question that nobody asked.
  if (slots.places?.length && !named && !circle?.landmark) {
    throw new AppError('unknown_place', `${slots.places.join(', ')} lie in no one area`);
  }
  return {
    ...(named && slots.areas?.length && { areaIds: areasOf(slots.areas) }),
    ...(slots.areas_not?.length && { areaIdsNot: areasOf(slots.areas_not) }),
    ...(named && slots.governorate?.length && { governorateIds: slots.governorate }),
    ...(!named && user.governorates && { governorateIds: [...user.governorates] }),
    ...(slots.block !== undefined && { block: slots.block }),
  };
}

/** Areas under which incidents are recorded: a locality that officers name like an area lies inside one. */
export function recordedAreas({ areas, places }: Gazetteer, ids: readonly string[]): string[] {
  const known = new Set(areas.map((a) => a.id));
  return ids.map((id) => (known.has(id) ? id : (places.find((p) => p.id === id)?.area ?? id)));
}

/** The named localities and landmarks that are answered for with the area around them. */
function widened(context: CommandContext): Block[] {
  const { runtime, slots } = context;
  if (circleOf(context)?.landmark) return [];
  const { gazetteer } = runtime.knowledge;
  const named = new Set([...(slots.areas ?? []), ...(slots.places ?? [])]);
  return gazetteer.places.flatMap(({ id, area }) => {
    if (!named.has(id) || !area) return [];
    const values = { place: { kind: 'place', id } as const, area: say.area(area) };
    return [say.note(say.text('commands.query.widened', values))];
  });
}

/** The weekdays and hours asked about, as a filter. */
export function whenOf(slots: Slots): Pick<IncidentFilter, 'weekdays' | 'hours'> {
  const time = slots.time_of_day;
  const hours = time && ('part' in time ? hoursOfPart(time.part) : wholeHours(time));
  return {
    ...(slots.weekdays?.length && { weekdays: slots.weekdays.map((day) => WEEKDAYS.indexOf(day)) }),
    // A whole day is no filter.
    ...(hours && hours.from !== hours.to && { hours }),
  };
}

const hoursOfPart = (part: keyof typeof PART_HOURS) => ({
  from: PART_HOURS[part][0],
  to: PART_HOURS[part][1] % 24,
});
/** The whole hours that hold a span of clock times: incidents are counted by the hour. */
function wholeHours({ from, to }: { from: string; to: string }) {
  const hourOf = (clock: string) => Number(clock.slice(0, 2));
  return { from: hourOf(from), to: (hourOf(to) + (to.endsWith(':00') ? 0 : 1)) % 24 };
}

/** The offences and places asked about, as a person would head the answer. */
export function titleOf(slots: Slots): Value {
  const places = placeNames(slots);
  const where = places.length > 0 ? say.listOf(places) : say.phrase(say.text('common.all_kuwait'));
  return say.phrase(say.text('commands.query.title', { what: offenceNames(slots), where }));
}

/** "Theft within 1 km of The Avenues". */
const titleAround = (slots: Slots, circle: Circle): Value =>
  say.phrase(
    say.text('commands.query.title_around', { what: offenceNames(slots), circle: circleText(circle) }),
  );

function offenceNames(slots: Slots): Value {
  const offences = (slots.offence ?? []).map(say.offence);
  return offences.length > 0 ? say.listOf(offences) : say.phrase(say.text('commands.query.all_offences'));
}

/** The places named, areas first. */
export function placeNames(slots: Slots): Value[] {
  return [...(slots.areas ?? []).map(say.area), ...(slots.governorate ?? []).map(say.governorate)];
}

function exclusionsOf({ user, runtime }: CommandContext, slots: Slots, circle: Circle | null): Value[] {
  // A circle knows no borders; whoever is bound to governorates is told that it ends there.
  const cut = circle?.landmark && user.governorates;
  const left = [
    ...(slots.offence_not ?? []).map(say.offence),
    ...(slots.areas_not ?? []).map(say.area),
    ...(cut ? [say.phrase(say.text('commands.query.outside_own'))] : []),
  ];
  // Who asks for named offences misses nothing that they asked for.
  const restricted = !slots.offence && hiddenOffences(user, runtime.knowledge.offences).size > 0;
  return restricted ? [...left, say.phrase(say.text('commands.query.restricted_offences'))] : left;
}

/**
 * The small print that every figure carries: period, filters, what was left out, freshness, whether it is synthetic.
 *
 * @param known the state of the data, where the answer has asked for it before
 */
export async function smallPrint(context: CommandContext, query: Query, known?: Freshness): Promise<Block[]> {
  const { slots } = context;
  const lines: Block[] = [say.note(say.text('notes.period', { period: say.period(query.period) }))];
  lines.push(...widened(context), ...unusedDistance(context));
  const circle = circleOf(context);
  // A circle around a landmark heads the answer.
  const around = circle && !circle.landmark ? [circleText(circle)] : [];
  const filters = [...filterValues(slots), ...around];
  if (filters.length > 0) {
    lines.push(say.note(say.text('notes.filters', { filters: say.listOf(filters) }), 3));
  }
  if (query.exclusions.length > 0) {
    lines.push(say.note(say.text('commands.query.left_out', { what: say.listOf(query.exclusions) }), 4));
  }
  return [...lines, ...(await freshnessNotes(context.tx, query.period.to, known))];
}

/** The blocks, days and hours that a question is limited to, as a person would name them. */
export function filterValues(slots: Slots): Value[] {
  const values: Value[] = [];
  const phrase = (key: string, inside: Record<string, Value> = {}) =>
    values.push(say.phrase(say.text(key, inside)));
  if (slots.block !== undefined) phrase('commands.query.block', { block: say.code(slots.block) });
  for (const day of slots.weekdays ?? []) values.push({ kind: 'weekday', weekday: WEEKDAYS.indexOf(day) });
  const time = slots.time_of_day;
  if (time && 'part' in time) phrase(`parts_of_day.${time.part}`);
  else if (time) {
    const { from, to } = wholeHours(time);
    phrase('commands.query.hours', { from: { kind: 'hour', hour: from }, to: { kind: 'hour', hour: to } });
  }
  return values;
}
