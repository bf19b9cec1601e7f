import { AppError } from './errors.js';

/** What may have become of an alert. */
export const ALERT_STATES = ['raised', 'escalated', 'acknowledged', 'resolved', 'expired'] as const;
export type AlertState = (typeof ALERT_STATES)[number];

/** How sure an alert is: `confirmed` held back false discoveries over the whole run, `watch` did not. */
export const ALERT_TIERS = ['confirmed', 'watch'] as const;
export type AlertTier = (typeof ALERT_TIERS)[number];

/** What raises an alert. */
export const ALERT_RULES = ['surge', 'new_hotspot', 'high_forecast'] as const;
export type AlertRule = (typeof ALERT_RULES)[number];

/** A hotspot change, forecast or surge put in front of people. */
export type Alert = {
  id: number;
  rule: AlertRule;
  tier: AlertTier;
  scope: 'country' | 'governorate' | 'area' | 'hotspot';
  scopeId: string;
  governorateId: string | null;
  areaId: string | null;
  offenceId: string | null;
  /** The local day (or other bucket) in which this rule may speak of this place once. */
  bucket: string;
  state: AlertState;
  /** The figures that crossed the rule, for the message and for "why". */
  detail: Record<string, unknown>;
  acknowledgedBy: number | null;
  acknowledgedAt: Date | null;
  createdAt: Date;
};

const NEXT: Readonly<Record<AlertState, readonly AlertState[]>> = {
  raised: ['escalated', 'acknowledged', 'resolved', 'expired'],
  escalated: ['escalated', 'acknowledged', 'resolved', 'expired'],
  acknowledged: ['resolved'],
  resolved: [],
  expired: [],
};

/** States in which nobody has taken the alert yet. */
export const UNACKNOWLEDGED: readonly AlertState[] = ['raised', 'escalated'];

/** The state after a step. @throws AppError `illegal_transition` when the present state does not lead there. */
export function alertTransition(alert: Pick<Alert, 'id' | 'state'>, to: AlertState): AlertState {
  if (!NEXT[alert.state].includes(to)) {
    throw new AppError('illegal_transition', `alert ${alert.id} is ${alert.state}, it cannot become ${to}`, {
      params: { id: alert.id, state: alert.state },
    });
  }
  return to;
}
