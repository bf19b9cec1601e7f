import {
  type Alert,
  type AlertRule,
  type AlertState,
  type AlertTier,
  alertTransition,
  UNACKNOWLEDGED,
} from '../domain/alert.js';
import { AppError } from '../domain/errors.js';
import type { EscalationPolicy } from '../domain/escalation.js';
import { canBeRowId } from '../domain/row-id.js';
import { storableJson } from '../domain/stored-json.js';
import { type Queryable, rowsOf, type Tx } from './database.js';

/** An alert to be raised, with the escalation plan that stays frozen on it. */
export type NewAlert = Pick<
  Alert,
  'rule' | 'tier' | 'scope' | 'scopeId' | 'governorateId' | 'areaId' | 'offenceId' | 'bucket' | 'detail'
> & { policy: EscalationPolicy; runId: number | null; at: Date };

/** An alert that nobody has taken, with its plan and the index of the step taken last. */
export type PendingAlert = { alert: Alert; policy: EscalationPolicy; step: number };

/** What became of an acknowledgement. `already`: somebody else was first; `alert` says who and when. */
export type Acknowledgement = { outcome: 'acknowledged' | 'already'; alert: Alert };

/** One step of an alert's append-only history. */
export type AlertStep = {
  from: AlertState | null;
  to: AlertState;
  actorId: number | null;
  note: string | null;
  at: Date;
};

type AlertRow = {
  id: number;
  rule: AlertRule;
  tier: AlertTier;
  scope: Alert['scope'];
  scope_id: string;
  governorate_id: string | null;
  area_id: string | null;
  offence_id: string | null;
  bucket: string;
  state: AlertState;
  detail: Record<string, unknown>;
  acknowledged_by: number | null;
  acknowledged_at: Date | null;
  created_at: Date;
  policy: EscalationPolicy;
  step: number;
};

const COLUMNS = `id, rule, tier, scope, scope_id, governorate_id, area_id, offence_id, bucket, state, detail,
  acknowledged_by, acknowledged_at, created_at, policy, step`;

const alertOf = (row: AlertRow): Alert => ({
  id: row.id,
  rule: row.rule,
  tier: row.tier,
  scope: row.scope,
  scopeId: row.scope_id,
  governorateId: row.governorate_id,
  areaId: row.area_id,
  offenceId: row.offence_id,
  bucket: row.bucket,
  state: row.state,
  detail: row.detail,
  acknowledgedBy: row.acknowledged_by,
  acknowledgedAt: row.acknowledged_at,
  createdAt: row.created_at,
});

/**
 * Raises an alert, once: a rule speaks of a place and offence a single time in a bucket.
 *
 * @returns the alert, or null when it had been raised before (then nothing was written).
 */
export async function raiseAlert(tx: Tx, alert: NewAlert): Promise<Alert | null> {
  const [row] = await rowsOf<AlertRow>(
    tx,
    `INSERT INTO alerts_log (rule, tier, scope, scope_id, offence_id, governorate_id, area_id, bucket, state, detail,
       policy, run_id, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'raised', ?::jsonb, ?::jsonb, ?, ?)
     ON CONFLICT (rule, scope, scope_id, offence_id, bucket) DO NOTHING RETURNING ${COLUMNS}`,
    [
      ...[alert.rule, alert.tier, alert.scope, alert.scopeId, alert.offenceId],
      ...[alert.governorateId, alert.areaId, alert.bucket],
      ...[storableJson(alert.detail), JSON.stringify(alert.policy), alert.runId, alert.at],
    ],
  );
  if (!row) return null;
  await appendStep(tx, row.id, { from: null, to: 'raised', actorId: null, note: null, at: alert.at });
  return alertOf(row);
}

/** The alert with this id, or null. */
export async function alertById(on: Queryable, id: number): Promise<Alert | null> {
  if (!canBeRowId(id)) return null;
  const [row] = await rowsOf<AlertRow>(on, `SELECT ${COLUMNS} FROM alerts_log WHERE id = ?`, [id]);
  return row ? alertOf(row) : null;
}

/**
 * Alerts, newest first; `beforeId` pages back. `governorates` keeps those of the given governorates and those of the
 * whole country; absent or null keeps all. `places` keeps those of any of these areas and governorates; the name of an area may
 * be its governorate's too, so an alert of a whole governorate is kept for either. None named: all.
 * `offencesNot` leaves out alerts of these offences.
 */
export async function listAlerts(
  on: Queryable,
  filter: {
    states?: readonly AlertState[];
    governorates?: readonly string[] | null;
    places?: { areas: readonly string[]; governorates: readonly string[] };
    offencesNot?: ReadonlySet<string>;
    beforeId?: number;
    limit: number;
  },
): Promise<Alert[]> {
  const states = filter.states ? [...filter.states] : null;
  const governorates = filter.governorates ? [...filter.governorates] : null;
  const { areas = [], governorates: within = [] } = filter.places ?? {};
  const anywhere = areas.length + within.length === 0;
  const beforeId = filter.beforeId ?? null;
  const rows = await rowsOf<AlertRow>(
    on,
    `SELECT ${COLUMNS} FROM alerts_log
     WHERE (?::text[] IS NULL OR state = ANY(?::text[]))
       AND (?::text[] IS NULL OR governorate_id IS NULL OR governorate_id = ANY(?::text[]))
       AND (?::boolean OR area_id = ANY(?::text[]) OR governorate_id = ANY(?::text[])
         OR (area_id IS NULL AND governorate_id = ANY(?::text[])))
       AND (offence_id IS NULL OR offence_id <> ALL(?::text[]))
       AND (?::integer IS NULL OR id < ?::integer)
     ORDER BY id DESC LIMIT ?`,
    [
      ...[states, states, governorates, governorates],
      ...[anywhere, [...areas], [...within], [...areas], [...(filter.offencesNot ?? [])]],
      ...[beforeId, beforeId, filter.limit],
    ],
  );
  return rows.map(alertOf);
}

/** The alert with its plan, under a lock, when nobody has taken it yet; else null. */
export async function lockPendingAlert(tx: Tx, id: number): Promise<PendingAlert | null> {
  const [row] = await rowsOf<AlertRow>(
    tx,
    `SELECT ${COLUMNS} FROM alerts_log WHERE id = ? AND state IN ('raised', 'escalated') FOR UPDATE`,
    [id],
  );
  return row ? { alert: alertOf(row), policy: row.policy, step: row.step } : null;
}

/** Ids of alerts that nobody took and that were raised before the given instant. */
export async function staleAlerts(on: Queryable, before: Date): Promise<number[]> {
  const rows = await rowsOf<{ id: number }>(
    on,
    `SELECT id FROM alerts_log WHERE state IN ('raised', 'escalated') AND created_at < ? ORDER BY id`,
    [before],
  );
  return rows.map((row) => row.id);
}

/** True when this rule spoke of this place and offence at or after `since`: the cool-down between two alerts. */
export async function wasRaisedSince(
  on: Queryable,
  subject: Pick<Alert, 'rule' | 'scope' | 'scopeId' | 'offenceId'>,
  since: Date,
): Promise<boolean> {
  const rows = await rowsOf(
    on,
    `SELECT 1 FROM alerts_log
     WHERE rule = ? AND scope = ? AND scope_id = ? AND offence_id IS NOT DISTINCT FROM ?::text AND created_at >= ?
     LIMIT 1`,
    [subject.rule, subject.scope, subject.scopeId, subject.offenceId, since],
  );
  return rows.length > 0;
}

/**
 * Takes an alert for a person. The row is locked from the look to the change: exactly one of many is first.
 *
 * @throws AppError `not_found`; `illegal_transition` when it was resolved or has expired without anybody taking it.
 */
export async function acknowledgeAlert(
  tx: Tx,
  id: number,
  userId: number,
  at: Date,
): Promise<Acknowledgement> {
  const { alert } = await lockedAlert(tx, id);
  if (alert.acknowledgedBy !== null) return { outcome: 'already', alert };
  const state = alertTransition(alert, 'acknowledged');
  await rowsOf(tx, 'UPDATE alerts_log SET state = ?, acknowledged_by = ?, acknowledged_at = ? WHERE id = ?', [
    state,
    userId,
    at,
    id,
  ]);
  await appendStep(tx, id, { from: alert.state, to: state, actorId: userId, note: null, at });
  return { outcome: 'acknowledged', alert: { ...alert, state, acknowledgedBy: userId, acknowledgedAt: at } };
}

/**
 * Records that the plan's step `step` (0 = first) is taken now.
 *
 * @returns false, and nothing is written, when somebody acknowledged meanwhile or the step was already taken.
 */
export async function escalateAlert(tx: Tx, id: number, step: number, at: Date): Promise<boolean> {
  const locked = await lockedAlert(tx, id);
  if (!UNACKNOWLEDGED.includes(locked.alert.state) || locked.step >= step) return false;
  const state = alertTransition(locked.alert, 'escalated');
  await rowsOf(tx, 'UPDATE alerts_log SET state = ?, step = ? WHERE id = ?', [state, step, id]);
  await appendStep(tx, id, {
    from: locked.alert.state,
    to: state,
    actorId: null,
    note: `step ${step}`,
    at,
  });
  return true;
}

/**
 * Ends an alert: `resolved` by a person or because the figures fell back, `expired` because nobody took it.
 *
 * @throws AppError `not_found`, or `illegal_transition` when its present state does not lead there.
 */
export async function endAlert(
  tx: Tx,
  id: number,
  to: 'resolved' | 'expired',
  move: { actorId: number | null; at: Date; note?: string | null },
): Promise<Alert> {
  const { alert } = await lockedAlert(tx, id);
  const state = alertTransition(alert, to);
  await rowsOf(tx, 'UPDATE alerts_log SET state = ? WHERE id = ?', [state, id]);
  const { actorId, at, note = null } = move;
  await appendStep(tx, id, { from: alert.state, to: state, actorId, note, at });
  return { ...alert, state };
}

/** An alert's history, oldest step first. */
export async function alertHistory(on: Queryable, id: number): Promise<AlertStep[]> {
  return rowsOf<AlertStep>(
    on,
    `SELECT from_state AS "from", to_state AS "to", actor_id AS "actorId", note, at
     FROM alert_history WHERE alert_id = ? ORDER BY id`,
    [id],
  );
}

async function lockedAlert(tx: Tx, id: number): Promise<PendingAlert> {
  const [row] = await rowsOf<AlertRow>(tx, `SELECT ${COLUMNS} FROM alerts_log WHERE id = ? FOR UPDATE`, [id]);
  if (!row) throw new AppError('not_found', `there is no alert ${id}`, { params: { id } });
  return { alert: alertOf(row), policy: row.policy, step: row.step };
}

async function appendStep(tx: Tx, id: number, step: AlertStep): Promise<void> {
  await rowsOf(
    tx,
    `INSERT INTO alert_history (alert_id, from_state, to_state, actor_id, note, at) VALUES (?, ?, ?, ?, ?, ?)`,
    [id, step.from, step.to, step.actorId, step.note, step.at],
  );
}
