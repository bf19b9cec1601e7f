import { z } from 'zod';
import { can } from '../domain/access.js';
import { ALERT_RULES, ALERT_STATES, ALERT_TIERS, type Alert } from '../domain/alert.js';
import { HOTSPOT_CHANGES, HOTSPOT_TRENDS, type Hotspot, visibleMix } from '../domain/hotspot.js';
import { type Incident, QUALITY_FLAGS } from '../domain/incident.js';
import { PRIORITIES, TASK_STATES, type Task } from '../domain/task.js';
import { ROLES, type User } from '../domain/user.js';

/** How the nouns of the domain look on the wire. Instants are ISO 8601 in UTC, days YYYY-MM-DD, positions in degrees. */

const time = (at: Date | null) => at?.toISOString() ?? null;
const optionalTime = z.iso.datetime().nullable();

/** A person, without anything of their password or tokens. */
export const userView = z
  .strictObject({
    id: z.number().int(),
    email: z.string(),
    name: z.string(),
    role: z.enum(ROLES),
    governorates: z.array(z.string()).nullable(),
    locale: z.string().nullable(),
    active: z.boolean(),
    demo: z.boolean(),
  })
  .meta({ id: 'User' });

/** A person on the wire. */
export const viewUser = (user: User): z.input<typeof userView> => ({
  id: user.id,
  email: user.email,
  name: user.name,
  role: user.role,
  governorates: user.governorates && [...user.governorates],
  locale: user.locale,
  active: user.active,
  demo: user.demo,
});

/** A task. */
export const taskView = z
  .strictObject({
    id: z.number().int(),
    instruction: z.string(),
    areaId: z.string().nullable(),
    governorateId: z.string().nullable(),
    hotspotId: z.number().int().nullable(),
    assignedTo: z.number().int(),
    assignedBy: z.number().int(),
    state: z.enum(TASK_STATES),
    priority: z.enum(PRIORITIES),
    dueAt: optionalTime,
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Task' });

/** A task on the wire. */
export const viewTask = (task: Task): z.input<typeof taskView> => ({
  ...task,
  dueAt: time(task.dueAt),
  createdAt: task.createdAt.toISOString(),
  updatedAt: task.updatedAt.toISOString(),
});

/** An alert; its escalation plan stays inside. */
export const alertView = z
  .strictObject({
    id: z.number().int(),
    rule: z.enum(ALERT_RULES),
    tier: z.enum(ALERT_TIERS),
    scope: z.enum(['country', 'governorate', 'area', 'hotspot']),
    scopeId: z.string(),
    governorateId: z.string().nullable(),
    areaId: z.string().nullable(),
    offenceId: z.string().nullable(),
    bucket: z.string(),
    state: z.enum(ALERT_STATES),
    detail: z.record(z.string(), z.unknown()),
    acknowledgedBy: z.number().int().nullable(),
    acknowledgedAt: optionalTime,
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Alert' });

/** An alert on the wire. */
export const viewAlert = (alert: Alert): z.input<typeof alertView> => ({
  ...alert,
  acknowledgedAt: time(alert.acknowledgedAt),
  createdAt: alert.createdAt.toISOString(),
});

/** Decimals that are left of a coordinate for those who may not see positions: some hundred metres. */
const COARSE_DECIMALS = 3;

/** A coordinate as exactly as this person may know it. */
export const coordinateFor = (user: User, degrees: number): number =>
  can(user, 'incidents.position') ? degrees : Number(degrees.toFixed(COARSE_DECIMALS));

/** An incident. */
export const incidentView = z
  .strictObject({
    id: z.number().int(),
    occurredAt: z.iso.datetime(),
    reportedAt: optionalTime,
    offenceId: z.string(),
    areaId: z.string().nullable(),
    governorateId: z.string().nullable(),
    latitude: z.number().nullable(),
    longitude: z.number().nullable(),
    /** True when the position was rounded for this reader. */
    coarse: z.boolean(),
    block: z.number().int().nullable(),
    discovered: z.boolean(),
    synthetic: z.boolean(),
    quality: z.array(z.enum(QUALITY_FLAGS)),
  })
  .meta({ id: 'Incident' });

/** An incident as this person may know it; the source's own number stays inside. */
export function viewIncident(user: User, incident: Incident): z.input<typeof incidentView> {
  const exact = can(user, 'incidents.position');
  const degrees = (value: number | null) => (value === null ? null : coordinateFor(user, value));
  return {
    id: incident.id,
    occurredAt: incident.occurredAt.toISOString(),
    reportedAt: time(incident.reportedAt),
    offenceId: incident.offenceId,
    areaId: incident.areaId,
    governorateId: incident.governorateId,
    latitude: degrees(incident.latitude),
    longitude: degrees(incident.longitude),
    coarse: !exact,
    block: exact ? incident.block : null,
    discovered: incident.discovered,
    synthetic: incident.synthetic,
    quality: [...incident.quality],
  };
}

const position = z.tuple([z.number(), z.number()]);

/** A hotspot. */
export const hotspotView = z
  .strictObject({
    id: z.number().int(),
    runId: z.number().int(),
    rank: z.number().int(),
    areaId: z.string().nullable(),
    governorateId: z.string().nullable(),
    /** Latitude, longitude. */
    centre: position,
    /** Corners, latitude first; the first is not repeated. Null for those who see only rounded positions. */
    outline: z.array(position).nullable(),
    radiusMetres: z.number(),
    incidentCount: z.number().int(),
    expectedWeek: z.strictObject({ mean: z.number(), low80: z.number(), high80: z.number() }).nullable(),
    offenceMix: z.record(z.string(), z.number().int()),
    /** 0 = Sunday 00:00, 167 = Saturday 23:00. */
    busiestHours: z.array(z.number().int()),
    /** Share of the incidents in each shift: 06-14, 14-22, 22-06. Null where no hour is known. */
    shiftShares: z.strictObject({ morning: z.number(), evening: z.number(), night: z.number() }).nullable(),
    areaKm2: z.number(),
    /** Share of the window's weeks with an incident. */
    persistence: z.number(),
    trend: z.enum(HOTSPOT_TRENDS).nullable(),
    /** Expected incidents per km² against the mean of the inhabited area. */
    timesMean: z.number().nullable(),
    landmark: z.strictObject({ placeId: z.string(), metres: z.number() }).nullable(),
    /** Recent incidents of an offence of which one tends to draw further ones near. */
    repeats: z
      .strictObject({
        offenceId: z.string(),
        incidents: z.number().int(),
        metres: z.number(),
        days: z.number().int(),
        ratio: z.number(),
      })
      .nullable(),
    change: z.enum(HOTSPOT_CHANGES),
    lineage: z.number().int().nullable(),
    windowFrom: z.iso.date(),
    windowTo: z.iso.date(),
  })
  .meta({ id: 'Hotspot' });

/**
 * A hotspot as this person may know it: a hotspot is a place and not an incident, so that its centre is always shown,
 * rounded for some; offences in `hidden` are left out of its mix.
 */
export function viewHotspot(
  user: User,
  hotspot: Hotspot,
  hidden: ReadonlySet<string>,
): z.input<typeof hotspotView> {
  const { cells: _, centre, outline, offenceMix: __, busiestHours, repeats, ...rest } = hotspot;
  const { count, offences } = visibleMix(hotspot, hidden);
  const exact = can(user, 'incidents.position');
  return {
    ...rest,
    centre: [coordinateFor(user, centre[0]), coordinateFor(user, centre[1])],
    outline: exact ? outline.map(([lat, lon]): [number, number] => [lat, lon]) : null,
    incidentCount: count,
    offenceMix: Object.fromEntries(offences.map((one) => [one.id, one.count])),
    repeats: repeats === null || hidden.has(repeats.offenceId) ? null : repeats,
    busiestHours: [...busiestHours],
  };
}
