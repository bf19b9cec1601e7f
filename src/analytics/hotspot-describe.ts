import type { LatLon } from '../domain/area.js';
import type { HotspotWarning } from '../domain/hotspot-map.js';
import { SHIFTS, type Shift, shiftOf } from '../domain/period.js';
import type { Expected, Hotspot, HotspotResult } from './hotspot.js';
import { type Point, ringArea } from './hull.js';
import { type IncidentPoints, UNKNOWN_HOUR } from './points.js';
import type { Projector } from './project.js';
import type { Trend } from './trend.js';

/** A place before it is described: its outline and the incidents of the window inside it. */
export type Shape = {
  corners: Point[];
  areaKm2?: number;
  members: readonly number[];
  expected: Expected | null;
  trend: Trend | null;
  timesMean: number | null;
  cells: string[];
};

/** Days with fromDay <= day < asOfDay. */
export type Window = { fromDay: number; asOfDay: number };

/** Above this share in one cluster, clustering has found the city, not its hotspots. */
export const LARGEST_SHARE_LIMIT = 0.3;

const FEW_INCIDENTS = 30;
const BUSIEST_HOURS = 3;
/** Days of the latest mix. */
export const RECENT_DAYS = 14;

/** Describes ranked shapes. */
export function describe(
  points: IncidentPoints,
  plane: Projector,
  window: Window,
  shapes: readonly Shape[],
): Hotspot[] {
  return shapes.map((shape, i) => ({
    rank: i + 1,
    ...outline(plane, shape.corners),
    areaKm2: shape.areaKm2 ?? ringArea(shape.corners) / 1e6,
    count: shape.members.length,
    expected: shape.expected,
    offenceMix: mix(points.offence, shape.members),
    busiestHours: busiest(points.hourOfWeek, shape.members),
    latestMix: mix(
      points.offence,
      shape.members.filter((m) => (points.dayNumber[m] as number) >= window.asOfDay - RECENT_DAYS),
    ),
    shiftShares: shiftShares(points.hourOfWeek, shape.members),
    persistence: activeWeeks(points.dayNumber, shape.members, window),
    trend: shape.trend,
    timesMean: shape.timesMean,
    cells: shape.cells,
  }));
}

function outline(
  plane: Projector,
  corners: readonly Point[],
): Pick<Hotspot, 'centre' | 'radiusMetres' | 'ring'> {
  const middle = (axis: 0 | 1) => {
    const values = corners.map((corner) => corner[axis]);
    return (Math.min(...values) + Math.max(...values)) / 2;
  };
  const x = middle(0);
  const y = middle(1);
  return {
    centre: plane.toLatLon(x, y),
    radiusMetres: Math.max(...corners.map(([cx, cy]) => Math.hypot(cx - x, cy - y))),
    ring: corners.map(([cx, cy]): LatLon => plane.toLatLon(cx, cy)),
  };
}

function mix(offence: readonly string[] | undefined, members: readonly number[]): Hotspot['offenceMix'] {
  const counts = new Map<string, number>();
  for (const i of members) {
    const id = offence?.[i];
    if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return [...counts]
    .map(([id, count]) => ({ offence: id, count }))
    .sort((a, b) => b.count - a.count || (a.offence < b.offence ? -1 : 1));
}

function busiest(hourOfWeek: Uint8Array | undefined, members: readonly number[]): Hotspot['busiestHours'] {
  const counts = new Map<number, number>();
  for (const i of members) {
    const hour = hourOfWeek?.[i] ?? UNKNOWN_HOUR;
    if (hour !== UNKNOWN_HOUR) counts.set(hour, (counts.get(hour) ?? 0) + 1);
  }
  return [...counts]
    .map(([hour, count]) => ({ hourOfWeek: hour, count }))
    .sort((a, b) => b.count - a.count || a.hourOfWeek - b.hourOfWeek)
    .slice(0, BUSIEST_HOURS);
}

function shiftShares(
  hourOfWeek: Uint8Array | undefined,
  members: readonly number[],
): Record<Shift, number> | null {
  const hours = members.map((i) => hourOfWeek?.[i] ?? UNKNOWN_HOUR).filter((hour) => hour !== UNKNOWN_HOUR);
  if (hours.length === 0) return null;
  const share = (shift: Shift) => hours.filter((hour) => shiftOf(hour % 24) === shift).length / hours.length;
  const [morning, evening, night] = SHIFTS;
  return { [morning]: share(morning), [evening]: share(evening), [night]: share(night) };
}

function activeWeeks(
  dayNumber: Int32Array,
  members: readonly number[],
  { fromDay, asOfDay }: Window,
): number {
  const weeks = Math.max(1, Math.ceil((asOfDay - fromDay) / 7));
  const active = new Set(members.map((i) => Math.floor((asOfDay - 1 - (dayNumber[i] as number)) / 7)));
  return Math.min(1, active.size / weeks);
}

/** Warnings that hold for any method. */
export function inputWarnings(points: IncidentPoints, members: Int32Array): HotspotWarning[] {
  if (members.length === 0) return [{ code: 'no_incidents' }];
  const warnings: HotspotWarning[] = [];
  if (members.length < FEW_INCIDENTS) warnings.push({ code: 'few_incidents', count: members.length });
  const first = members[0] as number;
  const sameSpot = members.every(
    (i) => points.latitude[i] === points.latitude[first] && points.longitude[i] === points.longitude[first],
  );
  if (sameSpot && members.length > 1) warnings.push({ code: 'one_location' });
  return warnings;
}

const SILENCING: ReadonlySet<HotspotWarning['code']> = new Set([
  'no_incidents',
  'largest_cluster_too_large',
  'one_location',
]);

/** Whether alerts may be made of hotspots with these warnings. */
export function isAlertable(warnings: HotspotResult['warnings']): boolean {
  return !warnings.some(({ code }) => SILENCING.has(code));
}
