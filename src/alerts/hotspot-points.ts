import { type IncidentPoints, pointsAt } from '../analytics/points.js';
import { isSensitiveOffence, type OffenceCatalogue } from '../domain/offence.js';
import { dateOfDay } from '../domain/period.js';
import type { Runtime } from '../runtime.js';
import {
  DISCOVERED,
  type IncidentColumns,
  incidentColumns,
  PILED,
  packChangedMonths,
} from '../store/incident-blocks.js';

type PointsRuntime = Pick<Runtime, 'db'> & { knowledge: Pick<Runtime['knowledge'], 'offences'> };
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
  { db, knowledge }: PointsRuntime,
  { fromDay, toDay }: Days,
  options: { signal?: AbortSignal; onProgress?: (months: number, of: number) => void } = {},
): Promise<MapPoints> {
  await packChangedMonths(db, options);
  const columns = await incidentColumns(db, { from: dateOfDay(fromDay), to: dateOfDay(toDay) });
  const sensitive = new Set(unmappedOffences(knowledge.offences));
  return mapped(
    columns,
    columns.offences.map((id) => sensitive.has(id)),
  );
}

function mapped(columns: IncidentColumns, isSensitive: readonly boolean[]): MapPoints {
  const { latitude, longitude, day, hourOfWeek, offence, flags, offences } = columns;
  const leftOut = { without_position: 0, piled: 0, sensitive: 0 };
  const kept = new Int32Array(day.length);
  let count = 0;
  for (let i = 0; i < day.length; i++) {
    if (isSensitive[offence[i] as number]) leftOut.sensitive++;
    else if (Number.isNaN(latitude[i])) leftOut.without_position++;
    else if (((flags[i] as number) & PILED) !== 0) leftOut.piled++;
    else kept[count++] = i;
  }
  const positions = kept.subarray(0, count);
  const names = Array.from(offence, (code) => offences[code] ?? '');
  const points = pointsAt({ latitude, longitude, dayNumber: day, hourOfWeek, offence: names }, positions);
  const discovered = new Uint8Array(count);
  positions.forEach((i, at) => {
    discovered[at] = (flags[i] as number) & DISCOVERED;
  });
  return { points: { ...points, discovered }, leftOut };
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
