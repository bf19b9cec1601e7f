import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { DrawnMap, GridShape, HotspotMap, MapExam, NewHotspotMap } from '../domain/hotspot-map.js';
import type { LocalDate } from '../domain/period.js';
import { arrayLiteral } from './array-literal.js';
import { type Queryable, rowOf, rowsOf, type Tx } from './database.js';

type MapRow = {
  id: number;
  run_id: number;
  as_of: LocalDate;
  retrospective: boolean;
  preset: string;
  parameters: HotspotMap['parameters'];
  window_from: LocalDate;
  incidents: number;
  mask_km2: number;
  flagged_km2: number;
  warnings: HotspotMap['warnings'];
  alertable: boolean;
  left_out: HotspotMap['leftOut'];
  near_repeats: HotspotMap['nearRepeats'];
};

const COLUMNS = `id, run_id, as_of, retrospective, preset, parameters, window_from, incidents, mask_km2, flagged_km2,
  warnings, alertable, left_out, near_repeats`;

const mapOf = (row: MapRow): HotspotMap => ({
  id: row.id,
  runId: row.run_id,
  asOf: row.as_of,
  retrospective: row.retrospective,
  preset: row.preset,
  parameters: row.parameters,
  windowFrom: row.window_from,
  incidents: row.incidents,
  maskKm2: row.mask_km2,
  flaggedKm2: row.flagged_km2,
  warnings: row.warnings,
  alertable: row.alertable,
  leftOut: row.left_out,
  nearRepeats: row.near_repeats,
});

/** Stores a run's maps in place of those it had. A mask of a city is some kilobytes, deflated. */
export async function saveMaps(tx: Tx, runId: number, maps: readonly NewHotspotMap[]): Promise<void> {
  await rowsOf(tx, 'DELETE FROM hotspot_maps WHERE run_id = ?', [runId]);
  for (const map of maps) {
    const { drawn } = map;
    await rowsOf(
      tx,
      `INSERT INTO hotspot_maps (run_id, as_of, retrospective, preset, parameters, window_from, incidents, mask_km2,
         flagged_km2, warnings, alertable, left_out, near_repeats, grid, mask, flagged, blind, expected_per_day)
       VALUES (?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?::jsonb, ?, ?::jsonb, ?::jsonb, ?::jsonb, ?, ?::integer[],
         ?::integer[], ?)`,
      [
        runId,
        map.asOf,
        map.retrospective,
        map.preset,
        JSON.stringify(map.parameters),
        map.windowFrom,
        map.incidents,
        map.maskKm2,
        map.flaggedKm2,
        JSON.stringify(map.warnings),
        map.alertable,
        JSON.stringify(map.leftOut),
        JSON.stringify(map.nearRepeats),
        JSON.stringify(drawn.grid),
        deflateRawSync(drawn.mask),
        arrayLiteral([...drawn.flagged]),
        arrayLiteral([...drawn.blind]),
        drawn.expectedPerDay,
      ],
    );
  }
}

/** The map that people are shown: the one for the latest day, or the latest one `before` a day; null when there is none. */
export async function latestMap(on: Queryable, before: LocalDate | null = null): Promise<HotspotMap | null> {
  const [row] = await rowsOf<MapRow>(
    on,
    `SELECT ${COLUMNS} FROM hotspot_maps WHERE NOT retrospective AND (?::date IS NULL OR as_of < ?::date)
     ORDER BY as_of DESC, run_id DESC LIMIT 1`,
    [before, before],
  );
  return row ? mapOf(row) : null;
}

/** Whether there is a map for this day or an earlier one, back to `since`. */
export async function hasMapBetween(on: Queryable, since: LocalDate, until: LocalDate): Promise<boolean> {
  const rows = await rowsOf(on, 'SELECT 1 FROM hotspot_maps WHERE as_of >= ? AND as_of <= ? LIMIT 1', [
    since,
    until,
  ]);
  return rows.length > 0;
}

/** An exam that a map can take: the `days` days from `asOf` are over. */
export type MapToScore = { mapId: number; asOf: LocalDate; days: number };

type DrawnRow = {
  grid: GridShape;
  mask: Buffer;
  flagged: number[];
  blind: number[];
  expected_per_day: number | null;
};

/**
 * Exams that are over by the morning of `today` (of the days in `examDays`, up to `MOST_DAYS_BACK` back): those without a
 * score, and those of the last two weeks, whose incidents are still being reported. `lastRecorded` is the last day with
 * data: an exam that reaches beyond it waits. The exams of one map come together.
 */
export function mapsToScore(
  on: Queryable,
  {
    today,
    lastRecorded,
    examDays,
  }: { today: LocalDate; lastRecorded: LocalDate; examDays: readonly number[] },
): Promise<MapToScore[]> {
  return rowsOf<MapToScore>(
    on,
    `SELECT m.id AS "mapId", m.as_of AS "asOf", d.days
     FROM hotspot_maps m CROSS JOIN unnest(?::integer[]) AS d (days)
     WHERE m.as_of + d.days <= ?::date AND m.as_of + d.days <= ?::date + 1 AND m.as_of >= ?::date - ${MOST_DAYS_BACK}
       AND (m.as_of + d.days > ?::date - ${LATE_DAYS}
         OR NOT EXISTS (SELECT 1 FROM hotspot_map_scores s WHERE s.map_id = m.id AND s.days = d.days))
     ORDER BY m.as_of, m.id, d.days`,
    [arrayLiteral(examDays), today, lastRecorded, today, today],
  );
}

/** The cells of a map: a megabyte or so in memory, to be held for one map at a time. @throws Error when there is no such map */
export async function drawnMap(on: Queryable, mapId: number): Promise<DrawnMap> {
  const row = await rowOf<DrawnRow>(
    on,
    'SELECT grid, mask, flagged, blind, expected_per_day FROM hotspot_maps WHERE id = ?',
    [mapId],
  );
  return {
    grid: row.grid,
    mask: Uint8Array.from(inflateRawSync(row.mask)),
    flagged: Int32Array.from(row.flagged),
    blind: Int32Array.from(row.blind),
    expectedPerDay: row.expected_per_day,
  };
}

const MOST_DAYS_BACK = 120;
/** Late reports still change an exam's counts. */
const LATE_DAYS = 14;

/** How a map did, before it is stored. */
export type NewMapExam = Omit<MapExam, 'asOf' | 'retrospective'>;

/** Stores how maps did; an exam that was scored before gets its newer counts. */
export async function saveExams(tx: Tx, exams: readonly NewMapExam[], at: Date): Promise<void> {
  const rows = exams.map(({ mapId, days, reported, discovered, blind, outside, expected }) => ({
    map_id: mapId,
    days,
    hits: reported.hits,
    incidents: reported.incidents,
    best_hits: reported.bestHits,
    flagged_cells: reported.flaggedCells,
    mask_cells: reported.maskCells,
    outside,
    discovered_hits: discovered.hits,
    discovered_incidents: discovered.incidents,
    blind_hits: blind?.hits ?? null,
    blind_flagged_cells: blind?.flaggedCells ?? null,
    blind_best_hits: blind?.bestHits ?? null,
    expected,
  }));
  await rowsOf(
    tx,
    `INSERT INTO hotspot_map_scores (${SCORE_COLUMNS}, scored_at)
     SELECT ${SCORE_COLUMNS}, ? FROM jsonb_to_recordset(?::jsonb) AS s
       (map_id integer, days smallint, hits integer, incidents integer, best_hits integer, flagged_cells integer,
        mask_cells integer, outside integer, discovered_hits integer, discovered_incidents integer, blind_hits integer,
        blind_flagged_cells integer, blind_best_hits integer, expected float8)
     ON CONFLICT (map_id, days) DO UPDATE SET hits = excluded.hits, incidents = excluded.incidents,
       best_hits = excluded.best_hits, outside = excluded.outside, discovered_hits = excluded.discovered_hits,
       discovered_incidents = excluded.discovered_incidents, blind_hits = excluded.blind_hits,
       blind_best_hits = excluded.blind_best_hits, scored_at = excluded.scored_at`,
    [at, JSON.stringify(rows)],
  );
}

const SCORE_COLUMNS = `map_id, days, hits, incidents, best_hits, flagged_cells, mask_cells, outside, discovered_hits,
  discovered_incidents, blind_hits, blind_flagged_cells, blind_best_hits, expected`;

type ExamRow = {
  map_id: number;
  as_of: LocalDate;
  retrospective: boolean;
  days: number;
  hits: number;
  incidents: number;
  best_hits: number;
  flagged_cells: number;
  mask_cells: number;
  outside: number;
  discovered_hits: number;
  discovered_incidents: number;
  blind_hits: number | null;
  blind_flagged_cells: number | null;
  blind_best_hits: number | null;
  expected: number | null;
};

/**
 * How the maps did, the latest first; of several maps for one day the first that was promised. `days` keeps the exams of that
 * length; `before` pages back.
 */
export async function listExams(
  on: Queryable,
  { days = null, before = null, limit }: { days?: number | null; before?: LocalDate | null; limit: number },
): Promise<MapExam[]> {
  const rows = await rowsOf<ExamRow>(
    on,
    `SELECT DISTINCT ON (m.as_of, s.days) s.*, m.as_of, m.retrospective
     FROM hotspot_map_scores s JOIN hotspot_maps m ON m.id = s.map_id
     WHERE (?::integer IS NULL OR s.days = ?) AND (?::date IS NULL OR m.as_of < ?)
     ORDER BY m.as_of DESC, s.days, m.retrospective, m.id LIMIT ?`,
    [days, days, before, before, limit],
  );
  return rows.map(examOf);
}

function examOf(row: ExamRow): MapExam {
  const { hits, incidents, best_hits: bestHits, flagged_cells: flaggedCells, mask_cells: maskCells } = row;
  const { blind_hits, blind_flagged_cells, blind_best_hits } = row;
  const hasBlind = blind_hits !== null && blind_flagged_cells !== null && blind_best_hits !== null;
  return {
    mapId: row.map_id,
    asOf: row.as_of,
    retrospective: row.retrospective,
    days: row.days,
    reported: { hits, incidents, bestHits, flaggedCells, maskCells },
    discovered: { hits: row.discovered_hits, incidents: row.discovered_incidents },
    blind: hasBlind
      ? {
          hits: blind_hits,
          incidents,
          bestHits: blind_best_hits,
          flaggedCells: blind_flagged_cells,
          maskCells,
        }
      : null,
    outside: row.outside,
    expected: row.expected,
  };
}
