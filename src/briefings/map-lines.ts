import { BLIND_DAYS } from '../analytics/drawn-map.js';
import { RECENT_DAYS } from '../analytics/hotspot-describe.js';
import { EXAMS_READ, type ExamReading, type MapQuality, mapQuality } from '../analytics/map-quality.js';
import { can } from '../domain/access.js';
import type { Hotspot } from '../domain/hotspot.js';
import { type HotspotMap, type HotspotWarning, visibleLeftOut } from '../domain/hotspot-map.js';
import type { Block, Text, Value } from '../domain/message.js';
import { dateOfDay, dayOfDate, SHIFTS } from '../domain/period.js';
import {
  apart,
  date,
  line,
  listOf,
  metres,
  note,
  number,
  offence,
  percent,
  phrase,
  text,
} from '../domain/reply.js';
import type { User } from '../domain/user.js';
import type { Queryable } from '../store/database.js';
import { latestMap, listExams } from '../store/hotspot-maps.js';

/** How the maps have done of late, from the stored exams. */
export async function loadMapQuality(on: Queryable): Promise<MapQuality> {
  const daily = await listExams(on, { days: 1, limit: 1 });
  return mapQuality(daily, await listExams(on, { days: 7, limit: EXAMS_READ }));
}

/** Fewer incidents than this: one more or less changes the shares much. */
const FEW_INCIDENTS = 30;

/** How good the latest maps were, with their days and counts; nothing before the first night. */
export async function mapScoreBlocks(on: Queryable, user: User): Promise<Block[]> {
  if ((await latestMap(on)) === null) return [];
  const quality = await loadMapQuality(on);
  const { yesterday, lastWeek, pooled } = quality;
  if (!yesterday && !lastWeek) return [line(text('commands.hotspots.score.none'), 4)];
  const readings = [yesterday, lastWeek].flatMap((reading) => reading ?? []);
  return [
    ...(lastWeek ? [line(scoreText('week', lastWeek), 2)] : []),
    ...(yesterday ? [line(scoreText('day', yesterday), 3)] : []),
    ...(pooled ? [note(pooledText(pooled), 6)] : []),
    ...(readings.some(({ exam }) => exam.retrospective)
      ? [note(text('commands.hotspots.score.afterwards'), 5)]
      : []),
    ...(readings.length > 0 ? [note(text('commands.hotspots.score.counts'), 7)] : []),
    ...feedbackBlocks(quality, user),
  ];
}

function scoreText(kind: 'day' | 'week', { exam, accuracy }: ExamReading): Text {
  const { reported, asOf } = exam;
  if (reported.incidents === 0) return text('commands.hotspots.score.nothing', { date: date(asOf) });
  const doubts = [
    ...(exam.retrospective ? [phrase(text('commands.hotspots.score.doubt_afterwards'))] : []),
    ...(reported.incidents < FEW_INCIDENTS ? [phrase(text('commands.hotspots.score.doubt_few'))] : []),
  ];
  // In the same breath: where room is short, no figure goes out without what it is worth.
  const key = doubts.length > 0 ? `${kind}_doubted` : kind;
  return text(`commands.hotspots.score.${key}`, {
    ...(doubts.length > 0 && { doubts: apart(doubts) }),
    date: date(asOf),
    area: percent(accuracy.areaShare),
    hits: number(reported.hits, 0),
    incidents: number(reported.incidents, 0),
    share: percent(accuracy.hitRate),
    times: times(accuracy.pai),
  });
}

function pooledText({ weeks, incidents, accuracy }: NonNullable<MapQuality['pooled']>): Text {
  return text('commands.hotspots.score.pooled', {
    weeks: number(weeks),
    incidents: number(incidents, 0),
    share: percent(accuracy.hitRate),
    times: times(accuracy.pai),
  });
}

/** A ratio as exactly as it is known: a decimal only where it matters. */
const times = (ratio: number): Value => number(ratio, ratio < 10 ? 1 : 0);

function feedbackBlocks({ feedback }: MapQuality, user: User): Block[] {
  if (!feedback?.chases || !can(user, 'hotspots.evaluate')) return [];
  return [
    line(
      text('commands.hotspots.score.chases', { ratio: number(feedback.ratio, 1), days: number(BLIND_DAYS) }),
      1,
    ),
  ];
}

/** What a reader must know before acting on a map: whatever changes what it is worth. */
export function mapWarnings(map: HotspotMap): Block[] {
  return map.warnings
    .filter((warning) => !isSmallPrint(warning))
    .map((warning) => line(warningText(warning, map), 1));
}

const isSmallPrint = ({ code }: HotspotWarning): boolean => code === 'far_off_points';

function warningText(warning: HotspotWarning, { asOf }: HotspotMap): Text {
  const values: Record<string, Value> =
    'share' in warning
      ? { share: percent(warning.share) }
      : 'count' in warning
        ? { n: number(warning.count) }
        : {};
  return text(`commands.hotspots.warning.${warning.code}`, { date: date(asOf), ...values });
}

/** Area of a map, and what is not on it since its history begins. Of `hidden` offences no number is told. */
export function mapNotes(map: HotspotMap, hidden: ReadonlySet<string>): Block[] {
  const { maskKm2, flaggedKm2, asOf, windowFrom, parameters } = map;
  const left = Object.entries(visibleLeftOut(map, hidden)).filter(([, count]) => count > 0);
  const what = [
    ...left.map(([reason, count]) =>
      phrase(text(`commands.hotspots.left_out_of.${reason}`, { n: number(count, 0) })),
    ),
    ...(hidden.size > 0 ? [phrase(text('commands.query.restricted_offences'))] : []),
  ];
  const { historyDays } = parameters;
  const from = typeof historyDays === 'number' ? dateOfDay(dayOfDate(asOf) - historyDays) : windowFrom;
  const areas = { mask: number(maskKm2, 0), flagged: number(flaggedKm2, flaggedKm2 < 10 ? 1 : 0) };
  return [
    note(text('commands.hotspots.area', areas), 6),
    ...map.warnings.filter(isSmallPrint).map((warning) => note(warningText(warning, map), 6)),
    ...(what.length > 0
      ? [note(text('commands.hotspots.left_out', { from: date(from), what: listOf(what) }), 7)]
      : []),
  ];
}

/** A shift that holds at least this share of the incidents is worth planning for. */
const BUSY_SHIFT = 0.45;

/** Why a hotspot is where it is, and what to expect there; it goes by its number. `hidden` offences go unnamed. */
export function whyLine(hotspot: Hotspot, hidden: ReadonlySet<string>): Text {
  const reasons = [
    ...expectedReason(hotspot),
    ...(hotspot.timesMean === null ? [] : [reason('times', { times: times(hotspot.timesMean) })]),
    hotspot.trend === null
      ? reason('weeks', { share: percent(hotspot.persistence) })
      : reason(`trend.${hotspot.trend}`),
    ...shiftReason(hotspot),
    ...repeatReason(hotspot, hidden),
  ];
  return text('commands.hotspots.why.line', { reasons: apart(reasons) });
}

const reason = (key: string, values: Record<string, Value> = {}): Value =>
  phrase(text(`commands.hotspots.why.${key}`, values));

function expectedReason({ expectedWeek }: Hotspot): Value[] {
  if (expectedWeek === null) return [];
  const { low80, high80 } = expectedWeek;
  return [reason('expected', { low: number(Math.floor(low80)), high: number(Math.ceil(high80)) })];
}

function shiftReason({ shiftShares }: Hotspot): Value[] {
  if (shiftShares === null) return [];
  return SHIFTS.filter((shift) => shiftShares[shift] >= BUSY_SHIFT)
    .slice(0, 1)
    .map((shift) => reason(`shift.${shift}`, { share: percent(shiftShares[shift]) }));
}

function repeatReason({ repeats }: Hotspot, hidden: ReadonlySet<string>): Value[] {
  if (repeats === null || hidden.has(repeats.offenceId)) return [];
  return [
    reason('repeats', {
      offence: offence(repeats.offenceId),
      n: number(repeats.incidents),
      recent: number(RECENT_DAYS),
      radius: metres(repeats.metres),
      ratio: number(repeats.ratio, 1),
    }),
  ];
}
