import { kindFor, type OutlookQuestion, outlook } from '../alerts/outlook.js';
import { alertLine, figuresOf } from '../alerts/text.js';
import { can, hiddenOffences } from '../domain/access.js';
import { type Alert, UNACKNOWLEDGED } from '../domain/alert.js';
import type { Hotspot } from '../domain/hotspot.js';
import type { Block, Reply, Value } from '../domain/message.js';
import { dateOfDay, dayOfDate, daysBefore, localTime, type Period } from '../domain/period.js';
import {
  area,
  bullets,
  date,
  governorate,
  heading,
  intro,
  line,
  listOf,
  note,
  number,
  period,
  phrase,
  ranking,
  reply,
  text,
} from '../domain/reply.js';
import { OPEN_STATES } from '../domain/task.js';
import type { User } from '../domain/user.js';
import type { Runtime } from '../runtime.js';
import { listAlerts } from '../store/alerts.js';
import type { Queryable } from '../store/database.js';
import { latestHotspots } from '../store/hotspots.js';
import { countBy, countIncidents, freshness, type IncidentFilter } from '../store/incidents.js';
import { listTasks } from '../store/tasks.js';
import { changeLines, freshnessNotes, hotspotLine, scoreNotes, windowNotes } from './lines.js';
import { mapScoreBlocks } from './map-lines.js';

/** For whom, when, and about which places; empty lists mean everything that the person may see. */
export type BriefingFor = {
  user: User;
  now: Date;
  areaIds: readonly string[];
  governorateIds: readonly string[];
};

type ComposeRuntime = Pick<Runtime, 'config' | 'knowledge'>;
const SHOWN = 3;

/**
 * The digest of the morning: the week that ended last midnight against the one before, where it happened, the hotspots
 * and the forecast of the day, and what waits for the reader. Call it inside one transaction: then it is one snapshot.
 */
export async function composeBriefing(
  runtime: ComposeRuntime,
  on: Queryable,
  about: BriefingFor,
): Promise<Reply> {
  const { timeZone } = runtime.config;
  const today = localTime(about.now, timeZone).date;
  const week = daysBefore(today, 7, timeZone);
  const before = daysBefore(dateOfDay(dayOfDate(today) - 7), 7, timeZone);
  const filter = filterOf(runtime, about, week);
  const now = await countIncidents(on, filter);
  const then = await countIncidents(on, { ...filter, period: before });
  const data = await freshness(on);
  const hotspots = await hotspotsFor(on, about);
  return reply(
    [
      heading(text('briefings.heading', { date: date(today) })),
      line(text('briefings.places', { places: placesOf(about) }), 1),
      line(text('briefings.week', { n: number(now.count) }, now.count)),
      ...changeLines(data, { before: then.count, after: now.count, until: week.to }, 2),
      ...(await topAreaBlocks(on, filter)),
      ...hotspotBlocks(runtime, hotspots, about, today),
      ...(await forecastBlocks(runtime, on, about, today)),
      ...(await waitingBlocks(runtime, on, about)),
      ...(await mapScoreBlocks(on, about.user)),
      note(text('notes.period', { period: period(week) })),
      note(text('briefings.compared', { period: period(before) }), 5),
      ...leftOutNotes(runtime, about),
      ...windowNotes(hotspots),
      ...(await freshnessNotes(on, week.to, data)),
      note(text('alerts.place_based'), 9),
    ],
    text('briefings.short', { n: number(now.count) }),
  );
}

/** The places that the briefing is about, by name. */
function placesOf({ user, areaIds, governorateIds }: BriefingFor): Value {
  const governorates =
    governorateIds.length > 0 || areaIds.length > 0 ? governorateIds : (user.governorates ?? []);
  const names = [...areaIds.map(area), ...governorates.map(governorate)];
  return names.length > 0 ? listOf(names) : phrase(text('common.all_kuwait'));
}

function filterOf({ knowledge }: ComposeRuntime, about: BriefingFor, week: Period): IncidentFilter {
  const { user, areaIds, governorateIds } = about;
  const governorates = governorateIds.length > 0 ? [...governorateIds] : user.governorates;
  const hidden = [...hiddenOffences(user, knowledge.offences)];
  return {
    period: week,
    ...(areaIds.length > 0 && { areaIds: [...areaIds] }),
    ...(areaIds.length === 0 && governorates && { governorateIds: [...governorates] }),
    ...(hidden.length > 0 && { offencesNot: hidden }),
  };
}

/** What the reader's role keeps out of the counts. */
function leftOutNotes({ knowledge }: ComposeRuntime, { user }: BriefingFor): Block[] {
  if (hiddenOffences(user, knowledge.offences).size === 0) return [];
  const what = listOf([phrase(text('commands.query.restricted_offences'))]);
  return [note(text('commands.query.left_out', { what }), 4)];
}

async function topAreaBlocks(on: Queryable, filter: IncidentFilter): Promise<Block[]> {
  const rows = (await countBy(on, filter, 'area')).filter(({ key }) => key !== null);
  const top = rows.sort((a, b) => b.count - a.count).slice(0, SHOWN);
  if (top.length === 0) return [];
  const items = top.map((row) =>
    text('commands.breakdown.item', { name: area(String(row.key)), n: number(row.count) }),
  );
  return [intro(text('briefings.top_areas'), 4), bullets(items, 4)];
}

function hotspotsFor(on: Queryable, { user, areaIds, governorateIds }: BriefingFor): Promise<Hotspot[]> {
  return latestHotspots(on, {
    areaIds: areaIds.length > 0 ? areaIds : null,
    governorateIds:
      governorateIds.length > 0 ? governorateIds : areaIds.length > 0 ? null : user.governorates,
    limit: SHOWN,
  });
}

function hotspotBlocks(
  { knowledge }: ComposeRuntime,
  hotspots: readonly Hotspot[],
  { user }: BriefingFor,
  today: string,
): Block[] {
  const [first] = hotspots;
  if (!first) return [];
  const hidden = hiddenOffences(user, knowledge.offences);
  return [
    intro(
      first.windowTo === today
        ? text('briefings.hotspots')
        : text('briefings.hotspots_of', { date: date(first.windowTo) }),
      3,
    ),
    ranking(
      hotspots.map((hotspot) => hotspotLine(hotspot, hidden, knowledge.gazetteer)),
      3,
    ),
  ];
}

async function forecastBlocks(
  { knowledge }: ComposeRuntime,
  on: Queryable,
  about: BriefingFor,
  today: string,
): Promise<Block[]> {
  const place = forecastPlace(about);
  if (place === null) return [];
  const kind = kindFor(about.user, knowledge.offences, {});
  const { days, score } = await outlook(on, knowledge, { place, kind, range: { from: today, to: today } });
  const [day] = days;
  if (!day) return [];
  const values = {
    mean: number(day.mean, day.mean < 10 ? 1 : 0),
    low: number(Math.floor(day.low80)),
    high: number(Math.ceil(day.high80)),
  };
  return [line(text('briefings.forecast', values), 2), ...scoreNotes(score)];
}

/** The one place that a forecast is for; null when the briefing is about several. */
function forecastPlace({ user, areaIds, governorateIds }: BriefingFor): OutlookQuestion['place'] | null {
  const [areaId] = areaIds;
  if (areaIds.length > 1) return null;
  if (areaId) return { scope: 'area', scopeId: areaId };
  const governorates = governorateIds.length > 0 ? governorateIds : (user.governorates ?? []);
  const [governorateId] = governorates;
  if (governorates.length > 1) return null;
  return governorateId
    ? { scope: 'governorate', scopeId: governorateId }
    : { scope: 'country', scopeId: 'kuwait' };
}

/** Alerts that nobody has taken, and the reader's own open tasks. */
async function waitingBlocks(
  { knowledge }: ComposeRuntime,
  on: Queryable,
  { user }: BriefingFor,
): Promise<Block[]> {
  const blocks: Block[] = [];
  if (can(user, 'alerts.read')) {
    const open = await listAlerts(on, {
      states: UNACKNOWLEDGED,
      governorates: user.governorates,
      offencesNot: hiddenOffences(user, knowledge.offences),
      limit: SHOWN,
    });
    if (open.length > 0) {
      const byChance = note(text('alerts.false', { n: number(falseAmong(open), 1) }), 4);
      blocks.push(intro(text('briefings.alerts'), 2), bullets(open.map(alertLine), 2), byChance);
    }
  }
  const tasks = await listTasks(on, { assignedTo: user.id, states: OPEN_STATES });
  if (tasks.length > 0)
    blocks.push(line(text('briefings.tasks', { n: number(tasks.length) }, tasks.length), 2));
  return blocks;
}

/** How many false alerts the runs behind these were to expect, both tiers together. */
function falseAmong(alerts: readonly Alert[]): number {
  const most = { confirmed: 0, watch: 0 };
  for (const alert of alerts) {
    most[alert.tier] = Math.max(most[alert.tier], figuresOf(alert).expectedFalse);
  }
  return most.confirmed + most.watch;
}
