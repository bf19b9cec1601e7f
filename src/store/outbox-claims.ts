import { type DeliveryState, type HoldReason, pollAfterMinutes, statesBefore } from '../domain/delivery.js';
import type { Address, ChannelName, Conversation, Reply } from '../domain/message.js';
import { reviveReply, storable } from '../domain/stored-json.js';
import { reportsDelivery } from '../domain/telling.js';
import { type Queryable, rowsOf } from './database.js';

/**
 * How many messages a deliverer can take of one lane of one channel; urgencies by rank, both ends included.
 * `intervalMs`: spacing of the channel's rate, 0 when it has none of its own.
 */
export type Want = {
  channel: ChannelName;
  firstUrgency: number;
  lastUrgency: number;
  limit: number;
  intervalMs: number;
};

/** A message that this deliverer holds, with the attempt that was opened for it. */
export type ClaimedMessage = {
  id: number;
  key: string;
  owner: string;
  /** Number of the attempt's row. */
  number: number;
  /** Tries since it was posted or last put back by an operator, this one included. */
  tries: number;
  to: Address;
  conversation: Conversation | null;
  locale: string;
  purpose: string;
  urgency: number;
  reply: Reply;
  /** Seconds it is still worth sending; 0 or less: old news. */
  validSeconds: number;
  /** When the first attempt began of which nobody knows whether the provider has it; null when there is none. */
  doubtfulSince: Date | null;
  lastInboundAt: Date | null;
  optedOut: boolean;
  /** True when its provider has said that only an approved template passes. */
  useTemplate: boolean;
  /** Whom it is for; null for strangers and conversations. */
  userId: number | null;
  /** The telling that it is a part of; null for an answer. */
  tellingId: number | null;
};

/** What a deliverer asks for. No more is taken of a channel than its rate lets out within `lookaheadMs`. */
export type MessageClaim = {
  owner: string;
  wants: readonly Want[];
  leaseSeconds: number;
  lookaheadMs: number;
  /** Ids that this deliverer still holds: never claimed again, even when their lease has lapsed. */
  held: readonly number[];
};

/**
 * Due, or left by a deliverer that stopped renewing its lease; and the first unsettled one of its address: lane by lane,
 * and in the order they were posted within a lane. Written as a look-up, not as NOT EXISTS: without statistics (the
 * embedded database gathers none) the planner would compare every message with every other of its channel.
 */
const DUE = `
  o.channel = want.channel AND o.urgency BETWEEN want.first AND want.last
  AND o.state IN ('queued', 'sending') AND NOT (o.id = ANY(?::bigint[]))
  AND ((o.state = 'queued' AND o.available_at <= clock_timestamp())
    OR (o.state = 'sending' AND o.lease_until < clock_timestamp()))
  AND o.id = (SELECT e.id FROM outbox e
    WHERE e.channel = o.channel AND e.address = o.address AND e.state IN ('queued', 'sending')
    ORDER BY e.urgency, e.id LIMIT 1)`;

const CLAIM = `
  WITH due AS (
    SELECT due.id
    FROM unnest(?::text[], ?::integer[], ?::integer[], ?::integer[], ?::float8[])
      AS want(channel, first, last, most, interval_ms)
    LEFT JOIN send_slots s ON s.key = want.channel
    CROSS JOIN LATERAL (
      SELECT ? - coalesce(greatest(0, extract(epoch FROM s.next_at - clock_timestamp()) * 1000), 0) AS ms) AS room
    CROSS JOIN LATERAL (
      SELECT o.id FROM outbox o WHERE ${DUE}
      ORDER BY o.urgency, o.available_at, o.id
      LIMIT CASE WHEN room.ms < 0 THEN 0 WHEN want.interval_ms = 0 THEN want.most
        ELSE least(want.most, floor(room.ms / want.interval_ms) + 1) END
      FOR UPDATE OF o SKIP LOCKED) AS due),
  taken AS (
    UPDATE outbox o SET state = 'sending', attempts = o.attempts + 1, lease_owner = ?,
      lease_until = clock_timestamp() + make_interval(secs => ?), updated_at = clock_timestamp()
    FROM due WHERE o.id = due.id RETURNING o.*),
  abandoned AS (
    UPDATE outbox_attempts a SET outcome = 'ambiguous', finished_at = clock_timestamp(), error_code = 'abandoned'
    FROM taken WHERE a.outbox_id = taken.id AND a.outcome IS NULL),
  opened AS (
    INSERT INTO outbox_attempts (outbox_id, number)
    SELECT taken.id, 1 + coalesce((SELECT max(a.number) FROM outbox_attempts a WHERE a.outbox_id = taken.id), 0)
    FROM taken RETURNING outbox_id, number)
  SELECT taken.*, opened.number, i.last_inbound_at, i.opted_out_at IS NOT NULL AS opted_out,
    extract(epoch FROM taken.expires_at - clock_timestamp())::float8 AS valid_seconds,
    (SELECT min(a.started_at) FROM outbox_attempts a
     WHERE a.outbox_id = taken.id AND (a.outcome IS NULL OR a.outcome = 'ambiguous')) AS doubtful_since
  FROM taken JOIN opened ON opened.outbox_id = taken.id
  LEFT JOIN identities i ON i.channel = taken.channel AND i.address = taken.address
  ORDER BY taken.urgency, taken.id`;

type ClaimedRow = {
  id: number;
  idempotency_key: string;
  number: number;
  attempts: number;
  channel: ChannelName;
  address: string;
  conversation: Conversation | null;
  locale: string;
  purpose: string;
  urgency: number;
  reply: unknown;
  valid_seconds: number;
  doubtful_since: Date | null;
  last_inbound_at: Date | null;
  opted_out: boolean;
  use_template: boolean;
  user_id: number | null;
  telling_id: number | null;
};

/**
 * Takes due messages, most pressing first, and opens an attempt for each: all in one statement, which is committed when
 * this resolves, so that no provider is called without a trace. Two deliverers never take the same message.
 */
export async function claimMessages(on: Queryable, claim: MessageClaim): Promise<ClaimedMessage[]> {
  const { wants } = claim;
  const rows = await rowsOf<ClaimedRow>(on, CLAIM, [
    wants.map((want) => want.channel),
    wants.map((want) => want.firstUrgency),
    wants.map((want) => want.lastUrgency),
    wants.map((want) => want.limit),
    wants.map((want) => want.intervalMs),
    claim.lookaheadMs,
    [...claim.held],
    claim.owner,
    claim.leaseSeconds,
  ]);
  return rows.map((row) => ({
    id: row.id,
    key: row.idempotency_key,
    owner: claim.owner,
    number: row.number,
    tries: row.attempts,
    to: { channel: row.channel, value: row.address },
    conversation: row.conversation,
    locale: row.locale,
    purpose: row.purpose,
    urgency: row.urgency,
    reply: reviveReply(row.reply),
    validSeconds: row.valid_seconds,
    doubtfulSince: row.doubtful_since,
    lastInboundAt: row.last_inbound_at,
    optedOut: row.opted_out,
    useTemplate: row.use_template,
    userId: row.user_id,
    tellingId: row.telling_id,
  }));
}

/** Renews the leases of a deliverer's messages. */
export async function renewMessageLeases(
  on: Queryable,
  owner: string,
  ids: readonly number[],
  leaseSeconds: number,
): Promise<void> {
  await rowsOf(
    on,
    `UPDATE outbox SET lease_until = clock_timestamp() + make_interval(secs => ?)
     WHERE id = ANY(?::bigint[]) AND lease_owner = ? AND state = 'sending'`,
    [leaseSeconds, [...ids], owner],
  );
}

/** How an attempt ended, and the state that follows from it. */
export type Settlement =
  | { state: 'accepted'; outcome: 'accepted' | 'reconciled'; providerId: string; body: string }
  | { state: 'queued'; outcome: 'retry' | 'ambiguous'; code: string; detail: string; delaySeconds: number }
  | { state: 'failed' | 'dead'; outcome: 'refused'; code: string; detail: string }
  | { state: 'dead'; outcome: 'retry' | 'ambiguous'; code: string; detail: string }
  | { state: 'held'; outcome: 'held'; reason: HoldReason; detail: string };

/**
 * Closes an attempt and moves its message on. `windowOpen`: see `Attempted`.
 *
 * @returns false when the hold was lost: the attempt is closed all the same.
 */
export async function settleAttempt(
  on: Queryable,
  message: ClaimedMessage,
  settlement: Settlement,
  windowOpen: boolean | null = null,
): Promise<boolean> {
  const accepted = settlement.state === 'accepted' ? settlement : null;
  const code = 'code' in settlement ? settlement.code : 'reason' in settlement ? settlement.reason : null;
  const rows = await rowsOf(
    on,
    `WITH closed AS (
       UPDATE outbox_attempts SET outcome = ?, finished_at = clock_timestamp(), provider_id = ?, error_code = ?,
         error = ?, window_open = ?
       WHERE outbox_id = ? AND number = ?)
     UPDATE outbox SET state = ?, reason = ?, provider_id = coalesce(?, provider_id), body = coalesce(?, body),
       available_at = clock_timestamp() + make_interval(secs => ?), lease_until = NULL, lease_owner = NULL,
       accepted_at = CASE WHEN ?::boolean THEN clock_timestamp() ELSE accepted_at END,
       poll_at = clock_timestamp() + make_interval(mins => ?::integer), polls = 0, updated_at = clock_timestamp()
     WHERE id = ? AND lease_owner = ? AND state = ANY(?::text[]) RETURNING id`,
    [
      settlement.outcome,
      accepted?.providerId ?? null,
      code,
      'detail' in settlement ? storable(settlement.detail).slice(0, 2000) : null,
      windowOpen,
      message.id,
      message.number,
      settlement.state,
      code,
      accepted?.providerId ?? null,
      accepted ? storable(accepted.body) : null,
      settlement.state === 'queued' ? settlement.delaySeconds : 0,
      accepted !== null,
      accepted && reportsDelivery(message.to.channel) ? pollAfterMinutes(0) : null,
      message.id,
      message.owner,
      [...statesBefore(settlement.state)],
    ],
  );
  return rows.length === 1;
}

/** What becomes of a message whose attempt never reached for the provider. */
export type Unsent =
  | { state: 'queued'; delaySeconds: number }
  | { state: 'expired' }
  | { state: 'held'; reason: HoldReason };

/** Takes back an attempt that was opened but never made. */
export async function undoAttempt(on: Queryable, message: ClaimedMessage, unsent: Unsent): Promise<void> {
  const state: DeliveryState = unsent.state;
  await rowsOf(
    on,
    `WITH undone AS (DELETE FROM outbox_attempts WHERE outbox_id = ? AND number = ?)
     UPDATE outbox SET state = ?, reason = ?, attempts = attempts - 1,
       available_at = clock_timestamp() + make_interval(secs => ?), lease_until = NULL, lease_owner = NULL,
       updated_at = clock_timestamp()
     WHERE id = ? AND lease_owner = ? AND state = ANY(?::text[])`,
    [
      message.id,
      message.number,
      state,
      unsent.state === 'held' ? unsent.reason : null,
      unsent.state === 'queued' ? unsent.delaySeconds : 0,
      message.id,
      message.owner,
      [...statesBefore(state)],
    ],
  );
}
