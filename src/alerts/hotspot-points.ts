import { type IncidentPoints, pointsAt } from '../analytics/points.js';
import { isSensitiveOffence, type OffenceCatalogue } from '../domain/offence.js';
import { dateOfDay, startOfDay } from '../domain/period.js';
import type { Runtime } from '../runtime.js';
import { countIncidents, pointsForHotspots } from '../store/incidents.js';

type PointsRuntime = Pick<Runtime, 'db' | 'config' | 'knowledge'>;
type Days = { fromDay: number; toDay: number };

/** The incidents that maps are made of, or scored with, and how many are on no map, by reason. */
export type MapPoints = {
  points: IncidentPoints & { discovered: Uint8Array };
  leftOut: { without_position: number; piled: number; sensitive: number };
};

/** Offences that no map shows: where they are few, a place could point at a person. */
export const unmappedOffences = ({ offences }: OffenceCatalogue): string[] =>
  offences.filter(isSensitiveOffence).map(({ id }) => id);

/** The incidents of some local days with a position that means something, sensitive offences left out. */
export async function mapPoints(
  { db, config, knowledge }: PointsRuntime,
  { fromDay, toDay }: Days,
): Promise<MapPoints> {
  const { timeZone } = config;
  const period = {
    from: startOfDay(dateOfDay(fromDay), timeZone),
    to: startOfDay(dateOfDay(toDay), timeZone),
  };
  const sensitive = unmappedOffences(knowledge.offences);
  const { leftOut, ...points } = await pointsForHotspots(db, { period, offencesNot: sensitive });
  const { count } = await countIncidents(db, { period, offences: sensitive });
  const { withoutPosition, piled } = leftOut;
  return { points, leftOut: { without_position: withoutPosition, piled, sensitive: count } };
}

/**
 * The same without what patrols found: it is found where patrols go, and patrols go where the map says (Ensign et al. 2018, "Runaway
 * feedback loops in predictive policing").
 */
export function reportedOnly({ points }: MapPoints): { points: IncidentPoints; discovered: number } {
  const { discovered, ...columns } = points;
  const kept = new Int32Array(discovered.length);
  let count = 0;
  for (let i = 0; i < discovered.length; i++) if (discovered[i] !== 1) kept[count++] = i;
  const reported = pointsAt(columns, kept.subarray(0, count));
  return { points: reported, discovered: discovered.length - count };
}
