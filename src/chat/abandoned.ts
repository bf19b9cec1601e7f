import { instant, say } from '../domain/reply.js';
import type { Runtime } from '../runtime.js';
import { inTransaction } from '../store/database.js';
import { abandonedInbound, closeInbound, loadInbound } from '../store/inbound.js';
import { localeFor, postAnswer } from './answer.js';
import { identify } from './identify.js';

/** A message without a job is not given up before this: the job may just be on its way in. */
const GIVEN_UP_AFTER_MS = 2 * 60_000;
const AT_ONCE = 50;

/**
 * Closes messages whose work died in every try: whoever wrote hears it, once, and the row says `failed`. Strangers hear
 * nothing. Returns how many there were.
 */
export async function closeAbandoned(
  runtime: Pick<Runtime, 'db' | 'clock' | 'log' | 'channels'>,
): Promise<number> {
  const now = runtime.clock.now();
  const ids = await abandonedInbound(runtime.db, new Date(now.getTime() - GIVEN_UP_AFTER_MS), AT_ONCE);
  for (const id of ids) {
    runtime.log.error({ inboundId: id }, 'a message was never answered: its job is dead');
    await apologise(runtime, id, now);
  }
  return ids.length;
}

async function apologise(runtime: Pick<Runtime, 'db' | 'channels'>, id: number, now: Date): Promise<void> {
  const stored = await loadInbound(runtime.db, id);
  if (!stored) return;
  const { message: inbound, receivedAt } = stored;
  const sender = await identify(runtime.db, inbound);
  await inTransaction(runtime.db, async (tx) => {
    const end = { state: 'failed', userId: sender?.user.id ?? null, frame: null, at: now } as const;
    if (!(await closeInbound(tx, id, end)) || !sender) return;
    const locale = localeFor(sender.user, inbound.text);
    const reply = say('delivery.late.abandoned', { at: instant(inbound.sentAt ?? receivedAt) });
    await postAnswer(runtime, tx, stored, { userId: sender.user.id, locale, reply });
  });
}
