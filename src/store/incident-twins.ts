import { arrayLiteral } from './array-literal.js';
import { type Db, inTransaction, rowsOf, type Tx } from './database.js';
import { TIME_KNOWN } from './incident-filter.js';

/** Nearer than this in time and place, two reports of one offence in one area are probably one event. */
const TWIN_MINUTES = 5;
/** About 50 m. */
const TWIN_DEGREES = 0.0005;

/**
 * Flags the incidents of a batch that look like another report of an event that is stored under another id: the same
 * offence and area, within 5 minutes and 50 m. The earlier stored one stays unflagged; nothing is deleted.
 *
 * @returns how many were flagged now.
 */
export function flagTwins(db: Db, batchId: number): Promise<number> {
  return inTransaction(db, async (tx) => {
    const ids = await idsOfSmall(tx, batchId);
    // Each row asks the index of area and time for its few neighbours: any other way takes minutes where many share a
    // place. That is also why the distance is written so that no index of positions can answer it.
    for (const way of ['enable_hashjoin', 'enable_mergejoin', 'enable_bitmapscan', 'jit']) {
      await rowsOf(tx, `SET LOCAL ${way} = off`);
    }
    const rows = await rowsOf(
      tx,
      `UPDATE incidents_clean c SET quality = c.quality || 'possible_duplicate'::text
       WHERE c.batch_id = ? ${ids ? 'AND c.id = ANY(?::bigint[])' : ''} AND c.geom IS NOT NULL AND ${TIME_KNOWN} AND NOT c.quality && ${VAGUE} AND EXISTS (
         SELECT FROM incidents_clean o
         WHERE o.area_id = c.area_id AND o.offence_id = c.offence_id AND o.id < c.id
           AND o.occurred_at BETWEEN c.occurred_at - interval '${TWIN_MINUTES} minutes'
             AND c.occurred_at + interval '${TWIN_MINUTES} minutes'
           AND abs(ST_X(o.geom) - ST_X(c.geom)) < ${TWIN_DEGREES}
           AND abs(ST_Y(o.geom) - ST_Y(c.geom)) < ${TWIN_DEGREES} AND NOT o.quality && ${VAGUE})
       RETURNING 1`,
      ids ? [batchId, arrayLiteral(ids)] : [batchId],
    );
    return rows.length;
  });
}

/** A batch of fewer incidents is asked for one by one; the others are as well found by reading all incidents. */
const SMALL_BATCH = 20_000;

/** The incidents of a batch when they are few; null when they are many. */
async function idsOfSmall(tx: Tx, batchId: number): Promise<number[] | null> {
  // The index of batches says where a batch may lie, which the planner does not trust for one that it has not heard of.
  await rowsOf(tx, 'SET LOCAL enable_seqscan = off');
  const rows = await rowsOf<{ id: number }>(
    tx,
    `SELECT id FROM incidents_clean WHERE batch_id = ? LIMIT ${SMALL_BATCH}`,
    [batchId],
  );
  await rowsOf(tx, 'SET LOCAL enable_seqscan = on');
  return rows.length < SMALL_BATCH ? rows.map(({ id }) => id) : null;
}

const VAGUE = `'{time_unknown,coordinate_pile,position_from_area,possible_duplicate}'::text[]`;
