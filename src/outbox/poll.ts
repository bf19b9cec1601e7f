import type { Channel } from '../channels/channel.js';
import type { Runtime } from '../runtime.js';
import { takeSilent } from '../store/receipts.js';
import { recordReceipt } from './receipt.js';

type PollRuntime = Pick<Runtime, 'db' | 'log' | 'channels'>;

/** Messages asked after in one go: a provider's API has its own limits. */
const ASKED_AT_ONCE = 20;

/**
 * Asks the providers what became of messages that they took and of which nothing final was heard for minutes: callbacks
 * are best effort. Returns how many were asked after.
 */
export async function pollSilent(runtime: PollRuntime): Promise<number> {
  const able = [...runtime.channels.values()].filter((channel) => channel.asks);
  if (able.length === 0) return 0;
  const silent = await takeSilent(
    runtime.db,
    able.map(({ name }) => name),
    ASKED_AT_ONCE,
  );
  for (const { channel, providerId } of silent)
    await askAfter(runtime, runtime.channels.get(channel), providerId);
  return silent.length;
}

/** Asks after one message. What cannot be asked now is asked later. */
export async function askAfter(
  { db, log }: Pick<Runtime, 'db' | 'log'>,
  channel: Channel | undefined,
  providerId: string,
): Promise<void> {
  try {
    const receipt = (await channel?.asks?.statusOf(providerId)) ?? null;
    if (receipt) await recordReceipt({ db, log }, receipt);
  } catch (error) {
    log.warn({ channel: channel?.name, err: error }, 'a provider could not be asked about a message');
  }
}
