import {
  intervalOf,
  kindFor,
  type Outlook,
  type OutlookDay,
  type OutlookQuestion,
  type OutlookTotal,
  outlook,
} from '../alerts/outlook.js';
import { weekdayOf } from '../analytics/series.js';
import { freshnessNotes, scoreNotes } from '../briefings/lines.js';
import { hiddenOffences } from '../domain/access.js';
import { governorateOfArea } from '../domain/area.js';
import { AppError } from '../domain/errors.js';
import type { Block, Reply, Text, Value } from '../domain/message.js';
import { dateOfDay, dayOfDate, type LocalDate, localTime } from '../domain/period.js';
import {
  area,
  bullets,
  date,
  governorate,
  heading,
  line,
  listOf,
  note,
  number,
  offence,
  phrase,
  reply,
  say,
  text,
} from '../domain/reply.js';
import { type CommandContext, defineCommand } from './command.js';
import { filterValues, placeNames, recordedAreas, whenOf } from './query.js';
import { refuseUnread } from './unread.js';

/** "What thefts do you expect in Hawalli tonight?" */
export const forecast = defineCommand({
  name: 'forecast',
  intents: ['forecast'],
  action: 'forecasts.read',
  acts: false,
  async run(context) {
    refuseUnread(context.frame);
    const range = rangeOf(context);
    const which = onePlace(context);
    if (which) return which;
    const kind = kindOf(context);
    const asked = placeOf(context);
    const { place, found } = await closest(context, asked, { kind, range });
    const days = onWeekdays(context, found);
    if (days.length === 0)
      return reply([
        line(text('commands.forecast.none')),
        ...(await freshnessNotes(context.tx, context.now)),
      ]);
    return reply([
      heading(text('commands.forecast.heading', { place: nameOf(place), offence: offenceName(context) })),
      ...figures(days),
      ...(place.scope === asked.scope
        ? []
        : [note(text('commands.forecast.wider', { asked: nameOf(asked), place: nameOf(place) }))]),
      ...filterNotes(context),
      ...partialNotes(days, range),
      note(text('commands.forecast.interval')),
      ...scoreNotes(found.score),
      ...trainingNotes(found),
      ...(await freshnessNotes(context.tx, context.now)),
    ]);
  },
});

/** The question which place is meant, when several are and forecasts are for one. */
function onePlace({ slots, user }: CommandContext): Reply | null {
  const own = slots.areas || slots.governorate ? [] : (user.governorates ?? []).map(governorate);
  const places = slots.areas || slots.governorate ? placeNames(slots) : own;
  return places.length > 1 ? say('commands.forecast.which_place', { places: listOf(places) }) : null;
}

type Range = { from: LocalDate; to: LocalDate };

/** The days asked for, today at the earliest. @throws AppError when they lie in the past. */
function rangeOf({ slots, now, timeZone, runtime }: CommandContext): Range {
  const today = localTime(now, timeZone).dayNumber;
  if (!slots.period) {
    const days = slots.horizon_days ?? runtime.config.forecast.horizonDays;
    return { from: dateOfDay(today), to: dateOfDay(today + Math.max(1, days) - 1) };
  }
  const from = localTime(new Date(slots.period.from), timeZone).dayNumber;
  const last = localTime(new Date(new Date(slots.period.to).getTime() - 1), timeZone).dayNumber;
  if (last < today) throw new AppError('past_period', `a forecast was asked for ${slots.period.from}`);
  return { from: dateOfDay(Math.max(today, from)), to: dateOfDay(last) };
}

type Place = OutlookQuestion['place'];

function placeOf({ slots, user, runtime }: CommandContext): Place {
  const [areaId] = recordedAreas(runtime.knowledge.gazetteer, slots.areas ?? []);
  if (areaId) return { scope: 'area', scopeId: areaId };
  const [governorateId] = slots.governorate ?? user.governorates ?? [];
  if (governorateId) return { scope: 'governorate', scopeId: governorateId };
  return { scope: 'country', scopeId: 'kuwait' };
}

/** @throws AppError `forbidden` when only offences are asked for that the person may not see. */
function kindOf({ slots, user, runtime }: CommandContext): OutlookQuestion['kind'] {
  return kindFor(user, runtime.knowledge.offences, {
    offences: slots.offence,
    offencesNot: slots.offence_not,
    hours: whenOf(slots).hours,
  });
}

/** The forecast of the place asked about, else of the governorate around the area. */
async function closest(context: CommandContext, asked: Place, question: Omit<OutlookQuestion, 'place'>) {
  const { knowledge } = context.runtime;
  const found = await outlook(context.tx, knowledge, { place: asked, ...question });
  const governorateId = asked.scope === 'area' ? governorateOfArea(knowledge.gazetteer, asked.scopeId) : null;
  if (found.days.length > 0 || governorateId === null) return { place: asked, found };
  const place: Place = { scope: 'governorate', scopeId: governorateId };
  const wider = await outlook(context.tx, knowledge, { place, ...question });
  return wider.days.length > 0 ? { place, found: wider } : { place: asked, found };
}

function onWeekdays({ slots }: CommandContext, { days }: Outlook): readonly OutlookDay[] {
  const { weekdays } = whenOf(slots);
  return weekdays ? days.filter(({ day }) => weekdays.includes(weekdayOf(dayOfDate(day)))) : days;
}

function nameOf({ scope, scopeId }: Place): Value {
  if (scope === 'area') return area(scopeId);
  return scope === 'governorate' ? governorate(scopeId) : phrase(text('common.all_kuwait'));
}

function offenceName({ slots }: CommandContext): Value {
  const named = (slots.offence ?? []).map(offence);
  return named.length > 0 ? listOf(named) : phrase(text('commands.query.all_offences'));
}

/** The hours asked about, and what was left out. */
function filterNotes(context: CommandContext): Block[] {
  const { slots, user, runtime } = context;
  const filters = filterValues(slots);
  const restricted = !slots.offence && hiddenOffences(user, runtime.knowledge.offences).size > 0;
  const left = [
    ...(slots.offence_not ?? []).map(offence),
    ...(restricted ? [phrase(text('commands.query.restricted_offences'))] : []),
  ];
  return [
    ...(filters.length > 0 ? [note(text('notes.filters', { filters: listOf(filters) }), 3)] : []),
    ...(slots.near === 'me' || slots.radius_m !== undefined
      ? [note(text('commands.forecast.no_circle'), 3)]
      : []),
    ...(left.length > 0 ? [note(text('commands.query.left_out', { what: listOf(left) }), 4)] : []),
  ];
}

/** A rare event is not rounded to never. */
const rounded = (value: number) => number(value, value < 0.095 ? 2 : value < 10 ? 1 : 0);

function totalLine(days: readonly OutlookDay[], { mean, low80, high80 }: OutlookTotal): Block {
  const values = { mean: rounded(mean), low: number(Math.floor(low80)), high: number(Math.ceil(high80)) };
  return line(text('commands.forecast.total', { days: number(days.length), ...values }, days.length));
}

/** One day is told once; several together, and one by one or by the week. */
function figures(days: readonly OutlookDay[]): Block[] {
  if (days.length === 1) return days.map((day) => line(dayLine(day)));
  const each = days.length > MOST_DAY_LINES ? weekLines(days) : days.map(dayLine);
  return [totalLine(days, intervalOf(days)), bullets(each, 2)];
}

const dayLine = (p: OutlookDay) =>
  text('commands.forecast.day', {
    date: date(p.day),
    mean: rounded(p.mean),
    low: number(Math.floor(p.low80)),
    high: number(Math.ceil(p.high80)),
  });

/** More days than this are told by the week. */
const MOST_DAY_LINES = 10;

function weekLines(days: readonly OutlookDay[]): Text[] {
  const weeks = Array.from({ length: Math.ceil(days.length / 7) }, (_, i) => days.slice(7 * i, 7 * i + 7));
  return weeks.map((week) => {
    const { mean, low80, high80 } = intervalOf(week);
    return text('commands.forecast.week', {
      from: date(week[0]?.day ?? ''),
      to: date(week.at(-1)?.day ?? ''),
      mean: rounded(mean),
      low: number(Math.floor(low80)),
      high: number(Math.ceil(high80)),
    });
  });
}

/** Says so when the forecast ends before the days that were asked for. */
function partialNotes(days: readonly OutlookDay[], { to }: Range): Block[] {
  const last = days.at(-1)?.day;
  return last !== undefined && last < to
    ? [note(text('commands.forecast.partial', { last: date(last) }))]
    : [];
}

function trainingNotes({ days: [first], byShare }: Outlook): Block[] {
  if (!first) return [];
  const days = dayOfDate(first.trainedTo) - dayOfDate(first.trainedFrom) + 1;
  const trained = text('commands.forecast.trained', { days: number(days), to: date(first.trainedTo) }, days);
  return [...(byShare ? [note(text('commands.forecast.by_share'), 5)] : []), note(trained, 5)];
}
