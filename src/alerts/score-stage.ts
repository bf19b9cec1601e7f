import { scorePromise } from '../analytics/drawn-map.js';
import { type DrawnMap, EXAM_DAYS } from '../domain/hotspot-map.js';
import { dayOfDate } from '../domain/period.js';
import { recordedDays } from '../store/daily-counts.js';
import type { Db } from '../store/database.js';
import { drawnMap, type MapToScore, mapsToScore, type NewMapExam, saveExams } from '../store/hotspot-maps.js';
import { type MapPoints, mapPoints } from './hotspot-points.js';
import type { StageContext, StageResult } from './pipeline.js';

/**
 * How yesterday's map did yesterday, and how last week's did in its week: the cells that were promised then against what has been
 * reported since. Exams of the last two weeks are taken again, for late reports; doing it twice changes nothing.
 */
export async function scoreStage({ runtime, run, signal }: StageContext): Promise<StageResult> {
  const recorded = await recordedDays(runtime.db, run.localDate);
  if (!recorded) return { report: { scored: 0, reason: 'no incidents' } };
  const waiting = await mapsToScore(runtime.db, {
    today: run.localDate,
    lastRecorded: recorded.last,
    examDays: EXAM_DAYS,
  });
  if (waiting.length === 0) return { report: { scored: 0, reason: 'no map whose days are over' } };
  const firstDay = Math.min(...waiting.map(({ asOf }) => dayOfDate(asOf)));
  const lastDay = Math.max(...waiting.map(({ asOf, days }) => dayOfDate(asOf) + days));
  const found = await mapPoints(runtime, { fromDay: firstDay, toDay: lastDay });
  const exams = await examsOf(runtime.db, waiting, { found, signal });
  const hits = exams.reduce((sum, { reported }) => sum + reported.hits, 0);
  return {
    report: { scored: exams.length, hits },
    store: async (tx) => saveExams(tx, exams, runtime.clock.now()),
  };
}

/** One map in memory at a time: after weeks without a night there are many. */
async function examsOf(
  db: Db,
  waiting: readonly MapToScore[],
  { found, signal }: { found: MapPoints; signal: AbortSignal },
): Promise<NewMapExam[]> {
  const exams: NewMapExam[] = [];
  for (const mapId of new Set(waiting.map((one) => one.mapId))) {
    signal.throwIfAborted();
    const drawn = await drawnMap(db, mapId);
    for (const one of waiting) if (one.mapId === mapId) exams.push(examine(one, drawn, found));
  }
  return exams;
}

function examine({ mapId, asOf, days }: MapToScore, drawn: DrawnMap, { points }: MapPoints): NewMapExam {
  const fromDay = dayOfDate(asOf);
  const { reported, discovered, blind, outside } = scorePromise(drawn, points, fromDay, fromDay + days);
  return {
    mapId,
    days,
    reported,
    discovered: { hits: discovered.hits, incidents: discovered.incidents },
    blind,
    outside,
    expected: drawn.expectedPerDay === null ? null : drawn.expectedPerDay * days,
  };
}
