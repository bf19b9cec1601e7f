import type { Runtime } from '../runtime.js';
import { inTransaction, type Tx } from '../store/database.js';
import { markUnreachable, optOut } from '../store/identities.js';
import { type ClaimedMessage, settleAttempt } from '../store/outbox-claims.js';
import { applyReceipts, lockProviderId } from '../store/receipts.js';
import type { Verdict } from './verdict.js';

/**
 * Records an attempt's end in one transaction: the attempt, the message's next state with the receipts that came early,
 * and what was learnt about the address.
 */
export async function settle(
  runtime: Pick<Runtime, 'db' | 'clock' | 'log'>,
  message: ClaimedMessage,
  verdict: Verdict,
): Promise<void> {
  const { settlement } = verdict;
  const { channel } = message.to;
  const ours = await inTransaction(runtime.db, async (tx) => {
    const providerId = settlement.state === 'accepted' ? settlement.providerId : null;
    if (providerId !== null) await lockProviderId(tx, channel, providerId);
    const moved = await settleAttempt(tx, message, settlement);
    if (providerId !== null) await applyReceipts(tx, channel, providerId);
    await flagAddress(tx, message, verdict, runtime.clock.now());
    return moved;
  });
  report(runtime, message, verdict, ours);
}

async function flagAddress(tx: Tx, { to }: ClaimedMessage, { flag }: Verdict, at: Date): Promise<void> {
  if (flag === 'opted_out') await optOut(tx, to.channel, to.value, at);
  if (flag === 'bad_address') await markUnreachable(tx, to.channel, to.value, at);
}

function report(
  { log }: Pick<Runtime, 'log'>,
  message: ClaimedMessage,
  { settlement, health }: Verdict,
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
  else if (state === 'accepted') log.info(facts, 'a message was handed over');
  else log.warn({ ...facts, code }, 'a message could not be handed over');
}
