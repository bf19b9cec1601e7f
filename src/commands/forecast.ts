import { freshnessNotes } from '../briefings/lines.js';
import { governorateOfArea } from '../domain/area.js';
import { AppError } from '../domain/errors.js';
import type { Block, Reply, Value } from '../domain/message.js';
import { dateOfDay, dayOfDate, type LocalDate, localTime } from '../domain/period.js';
import type { Prediction } from '../domain/prediction.js';
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
import { latestPredictions, type PredictionSubject } from '../store/predictions.js';
import { type CommandContext, defineCommand } from './command.js';
import { placeNames, recordedAreas } from './query.js';

/** "What do you expect in Hawalli in the coming 7 days?" */
export const forecast = defineCommand({
  name: 'forecast',
  intents: ['forecast'],
  action: 'forecasts.read',
  acts: false,
  async run(context) {
    const range = rangeOf(context);
    const which = onePlace(context);
    if (which) return which;
    const asked = subjectOf(context);
    const { subject, wider, days } = await closest(context, asked, range);
    if (days.length === 0)
      return reply([line(text('commands.forecast.none')), ...(await freshnessNotes(context.tx))]);
    const place = subject.scope === 'country' ? phrase(text('common.all_kuwait')) : nameOf(subject);
    return reply([
      heading(text('commands.forecast.heading', { place, offence: offenceName(subject) })),
      totalLine(days),
      bullets(days.map(dayLine), 2),
      ...(wider ? [note(text('commands.forecast.wider', { asked: nameOf(asked), place }))] : []),
      ...(asked.offenceId !== null && subject.offenceId === null
        ? [note(text('commands.forecast.all_offences', { offence: offence(asked.offenceId) }))]
        : []),
      ...partialNotes(days, range),
      note(text('commands.forecast.interval')),
      ...trainingNotes(days),
      ...(await freshnessNotes(context.tx)),
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
    const days = Math.min(slots.horizon_days ?? runtime.config.forecast.horizonDays, 28);
    return { from: dateOfDay(today), to: dateOfDay(today + Math.max(1, days) - 1) };
  }
  const from = localTime(new Date(slots.period.from), timeZone).dayNumber;
  const last = localTime(new Date(new Date(slots.period.to).getTime() - 1), timeZone).dayNumber;
  if (last < today) throw new AppError('past_period', `a forecast was asked for ${slots.period.from}`);
  return { from: dateOfDay(Math.max(today, from)), to: dateOfDay(last) };
}

function subjectOf({ slots, user, runtime }: CommandContext): PredictionSubject {
  const offenceId = slots.offence?.length === 1 ? (slots.offence[0] ?? null) : null;
  const [areaId] = recordedAreas(runtime.knowledge.gazetteer, slots.areas ?? []);
  if (areaId) return { scope: 'area', scopeId: areaId, offenceId };
  const [governorateId] = slots.governorate ?? user.governorates ?? [];
  if (governorateId) return { scope: 'governorate', scopeId: governorateId, offenceId };
  return { scope: 'country', scopeId: 'kuwait', offenceId };
}

/** The forecast asked for, else the nearest one that exists: all offences, then the governorate around the area. */
async function closest(context: CommandContext, asked: PredictionSubject, range: Range) {
  const governorateId = governorateOfArea(context.runtime.knowledge.gazetteer, asked.scopeId);
  const tries: PredictionSubject[] = [asked, { ...asked, offenceId: null }];
  if (asked.scope === 'area' && governorateId) {
    tries.push({ scope: 'governorate', scopeId: governorateId, offenceId: null });
  }
  for (const subject of tries) {
    const days = await latestPredictions(context.tx, subject, range);
    if (days.length > 0) return { subject, days, wider: subject.scope !== asked.scope };
  }
  return { subject: asked, days: [], wider: false };
}

function nameOf({ scope, scopeId }: PredictionSubject): Value {
  if (scope === 'area') return area(scopeId);
  return scope === 'governorate' ? governorate(scopeId) : phrase(text('common.all_kuwait'));
}

const offenceName = ({ offenceId }: PredictionSubject): Value =>
  offenceId === null ? phrase(text('commands.query.all_offences')) : offence(offenceId);

const rounded = (value: number) => number(value, value < 10 ? 1 : 0);

function totalLine(days: readonly Prediction[]): Block {
  const sum = (pick: (p: Prediction) => number) => days.reduce((total, p) => total + pick(p), 0);
  return line(
    text(
      'commands.forecast.total',
      {
        days: number(days.length),
        mean: rounded(sum((p) => p.mean)),
        low: number(Math.floor(sum((p) => p.low80))),
        high: number(Math.ceil(sum((p) => p.high80))),
      },
      days.length,
    ),
  );
}

const dayLine = (p: Prediction) =>
  text('commands.forecast.day', {
    date: date(p.day),
    mean: rounded(p.mean),
    low: number(Math.floor(p.low80)),
    high: number(Math.ceil(p.high80)),
  });

/** Says so when the forecast ends before the days that were asked for. */
function partialNotes(days: readonly Prediction[], { to }: Range): Block[] {
  const last = days.at(-1)?.day;
  return last !== undefined && last < to
    ? [note(text('commands.forecast.partial', { last: date(last) }))]
    : [];
}

function trainingNotes([first]: readonly Prediction[]): Block[] {
  if (!first) return [];
  const days = dayOfDate(first.trainedTo) - dayOfDate(first.trainedFrom) + 1;
  return [
    note(text('commands.forecast.trained', { days: number(days), to: date(first.trainedTo) }, days), 5),
  ];
}
