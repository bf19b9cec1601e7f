import {
  busiestOfBatch,
  type Coordinate,
  countOnCoordinates,
  countPositions,
  flagCoordinates,
} from '../store/incident-piles.js';
import { flagTwins } from '../store/incident-twins.js';
import { analyseIncidents } from '../store/incident-writes.js';
import { spotOf } from './clean.js';
import { findCentres, findPiles } from './piles.js';
import type { IngestRuntime } from './prepare.js';
import type { EtlReport, Tally } from './report.js';

/** Coordinates that are looked at. */
export const PILE_CANDIDATES = 200;
/** From here on the planner of the database should hear of the rows at once. */
const ANALYSE_FROM_ROWS = 5000;

type Pile = EtlReport['piles'][number];
type Stored = {
  source: string;
  batchId: number;
  tally: Tally;
  /** Positions that came often in this process's part of the file, busiest first, as `spotOf` names them. */
  busiest: readonly string[];
  known: readonly Coordinate[];
  resumed: boolean;
};

/**
 * What only the stored whole can tell of an import: coordinates on which rows pile up, the middles of areas that stand
 * for whole areas, and events that were reported twice. Flags the incidents and counts the flags in the tally. Doing it
 * again flags nothing twice. Beside that, where the database can do two things at once, its planner hears of the rows.
 */
export async function finishImport(
  runtime: Pick<IngestRuntime, 'db' | 'knowledge'>,
  stored: Stored,
): Promise<{ tally: Tally; piles: Pile[] }> {
  const many = stored.tally.accepted >= ANALYSE_FROM_ROWS;
  const [flagged] = await Promise.all([
    flagDoubts(runtime, stored),
    ...(many ? [analyseIncidents(runtime.db)] : []),
  ]);
  return flagged;
}

async function flagDoubts(
  { db, knowledge }: Pick<IngestRuntime, 'db' | 'knowledge'>,
  { source, batchId, tally, busiest, known, resumed }: Stored,
): Promise<{ tally: Tally; piles: Pile[] }> {
  const earlier = resumed ? await busiestOfBatch(db, batchId, PILE_CANDIDATES) : [];
  const candidates = [...busiest.map(coordinateOf), ...earlier, ...known];
  const unique = [...new Map(candidates.map((c) => [spotOf(c.latitude, c.longitude), c])).values()];
  const counts = unique.length === 0 ? [] : await countOnCoordinates(db, source, unique);
  const piles = findPiles(counts, await countPositions(db, source));
  const centres = knowledge.gazetteer.areas.map((area) => area.centre);
  const middles = findCentres(
    counts.filter((count) => !piles.includes(count)),
    centres,
  );
  const flags = { ...tally.flags };
  const add = (flag: keyof typeof flags, rows: number) => {
    if (rows > 0) flags[flag] = (flags[flag] ?? 0) + rows;
  };
  add('coordinate_pile', await flagCoordinates(db, source, piles, 'coordinate_pile'));
  add('position_from_area', await flagCoordinates(db, source, middles, 'position_from_area'));
  add('possible_duplicate', await flagTwins(db, batchId));
  return {
    tally: { ...tally, flags },
    piles: piles.map(({ latitude, longitude, incidents }) => ({ latitude, longitude, incidents })),
  };
}

function coordinateOf(key: string): Coordinate {
  const [latitude, longitude] = key.split('|');
  return { latitude: Number(latitude), longitude: Number(longitude) };
}
