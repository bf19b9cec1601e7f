import { URGENCIES } from '../domain/delivery.js';
import { PATIENCE, reportsDelivery } from '../domain/telling.js';
import type { TemplateTrouble } from '../domain/template.js';
import type { Runtime } from '../runtime.js';
import { inTransaction, ring, type Tx } from '../store/database.js';
import { markUnreachable, optOut } from '../store/identities.js';
import { type ClaimedMessage, type Settlement, settleAttempt } from '../store/outbox-claims.js';
import { lockProviderId } from '../store/receipts.js';
import { giveTime, stirTellings } from '../store/tellings.js';
import { applyAndFollow, soundAlarm } from './follow.js';
import { noteTroubles } from './templates.js';
import type { Verdict } from './verdict.js';

/** How an attempt ended, and what it found on its way; `windowOpen`: null where the channel has no session window. */
export type Ending = {
  message: ClaimedMessage;
  verdict: Verdict;
  templateTroubles?: readonly TemplateTrouble[];
  windowOpen?: boolean | null;
};

type SettleRuntime = Pick<Runtime, 'db' | 'clock' | 'log'>;

/** Records how attempts ended, all in one transaction. */
export async function settle(runtime: SettleRuntime, endings: readonly Ending[]): Promise<void> {
  const settled = await inTransaction(runtime.db, async (tx) => {
    const each = [];
    for (const ending of endings)
      each.push({ ...ending, ...(await settleOne(tx, ending, runtime.clock.now())) });
    return each;
  });
  for (const { message, verdict, early, moved } of settled) {
    if (early) soundAlarm(runtime, message.to.channel, early);
    report(runtime, message, verdict, moved);
  }
}

/** Records the attempt, the message's next state with the receipts that came early, and what was learnt about the address. */
async function settleOne(
  tx: Tx,
  { message, verdict, templateTroubles = [], windowOpen = null }: Ending,
  at: Date,
) {
  const { settlement } = verdict;
  const { channel } = message.to;
  const providerId = settlement.state === 'accepted' ? settlement.providerId : null;
  if (providerId !== null) await lockProviderId(tx, channel, providerId);
  const moved = await settleAttempt(tx, message, settlement, windowOpen);
  const early = providerId === null ? null : await applyAndFollow(tx, channel, providerId);
  await flagAddress(tx, message, verdict, at);
  await noteTroubles(tx, message, templateTroubles);
  if (moved && message.tellingId !== null) await tellTelling(tx, message.tellingId, message, settlement);
  return { moved, early };
}

/** A message's telling waits for the receipt, or looks at once at what an end without one means. */
async function tellTelling(tx: Tx, tellingId: number, message: ClaimedMessage, { state }: Settlement) {
  if (state === 'queued') return;
  if (state === 'accepted' && reportsDelivery(message.to.channel)) {
    return giveTime(tx, tellingId, PATIENCE[URGENCIES[message.urgency] ?? 'normal'].deliverSeconds);
  }
  if (await stirTellings(tx, [message.id])) await ring(tx, 'tellings');
}

async function flagAddress(tx: Tx, { to }: ClaimedMessage, { flag }: Verdict, at: Date): Promise<void> {
  if (flag === 'opted_out') await optOut(tx, to.channel, to.value, at);
  if (flag === 'bad_address') await markUnreachable(tx, to.channel, to.value, at);
}

function report(
  { log }: Pick<Runtime, 'log'>,
  message: ClaimedMessage,
  { settlement, health, alarm }: Verdict,
  ours: boolean,
): void {
  const { state, outcome } = settlement;
  const facts = { message: message.id, channel: message.to.channel, attempt: message.number, outcome, state };
  const code = 'code' in settlement ? settlement.code : undefined;
  if (!ours)
    log.warn(facts, 'an attempt ended after its message was taken over: it may have been sent twice');
  else if (health === 'broken')
    log.error({ ...facts, code }, 'the provider refuses the account: an operator is needed');
  else if (state === 'dead') log.error({ ...facts, code }, 'a message is dead: npm run outbox -- retry');
  else if (alarm && state !== 'accepted')
    log.error({ ...facts, code }, 'a message was refused for a reason that an operator must look at');
  else if (state === 'accepted') log.info(facts, 'a message was handed over');
  else log.warn({ ...facts, code }, 'a message could not be handed over');
}
