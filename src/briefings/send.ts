import { AppError } from '../domain/errors.js';
import { type LocalDate, localTime } from '../domain/period.js';
import { tell } from '../outbox/tell.js';
import type { Runtime } from '../runtime.js';
import { inTransaction } from '../store/database.js';
import { isPosted } from '../store/outbox.js';
import { failRun, finishRun, finishStage, startRun } from '../store/runs.js';
import { isServedOn, type Subscription, subscribersTo } from '../store/subscriptions.js';
import { userById } from '../store/users.js';
import { composeBriefing } from './compose.js';

type SendRuntime = Pick<Runtime, 'config' | 'db' | 'clock' | 'log' | 'knowledge' | 'channels' | 'ids'>;

/** How long after its minute a personal briefing is still worth sending. */
const LATE_MINUTES = 180;

/**
 * Sends the morning's briefings to those who named no time of their own, each in a transaction of its own with a key
 * per person and day: a run that is taken up again sends nobody a second one.
 *
 * @throws what the database throws, after the run was marked failed with it; an aborted run stays `running`.
 */
export async function sendBriefings(runtime: SendRuntime, runId: number, signal: AbortSignal): Promise<void> {
  const run = await startRun(runtime.db, runId, runtime.clock.now());
  try {
    const outcomes = await sendToAll(runtime, run.localDate, signal);
    await finishStage(runtime.db, runId, { stage: 'send', report: outcomes });
    await finishRun(runtime.db, runId, runtime.clock.now());
    runtime.log.info({ runId, ...outcomes }, 'briefings sent');
  } catch (error) {
    if (!signal.aborted) await failRun(runtime.db, runId, { error: String(error), at: runtime.clock.now() });
    throw error;
  }
}

async function sendToAll(
  runtime: SendRuntime,
  day: LocalDate,
  signal: AbortSignal,
): Promise<Record<string, number>> {
  const due = (await subscribersTo(runtime.db, 'briefing')).filter(({ atMinute }) => atMinute === null);
  const outcomes: Record<string, number> = {};
  for (const subscription of due) {
    signal.throwIfAborted();
    const outcome = await sendOne(runtime, subscription, day);
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  }
  return outcomes;
}

/** Sends the briefings whose subscribers named a time, when that time has come today. Safe to call at every ring. */
export async function sendPersonalBriefings(runtime: SendRuntime): Promise<void> {
  const { date, hour, minute } = localTime(runtime.clock.now(), runtime.config.timeZone);
  const minuteOfDay = hour * 60 + minute;
  const due = (await subscribersTo(runtime.db, 'briefing')).filter(
    ({ atMinute }) => atMinute !== null && minuteOfDay >= atMinute && minuteOfDay - atMinute < LATE_MINUTES,
  );
  for (const subscription of due) {
    // Asked every minute: what has gone out is not composed again.
    if (!(await isPosted(runtime.db, keyOf(subscription, date)))) await sendOne(runtime, subscription, date);
  }
}

const STEP = 'briefing';
const causeOf = (date: string) => `briefing:${date}`;
const keyOf = ({ userId }: Subscription, date: string) => `${causeOf(date)}/${userId}/${STEP}`;

/** One person's briefing that cannot be made must not cost the others theirs. */
async function sendOne(runtime: SendRuntime, subscription: Subscription, date: string): Promise<string> {
  try {
    return await composeAndTell(runtime, subscription, date);
  } catch (error) {
    if (error instanceof AppError && error.code === 'database_unavailable') throw error;
    runtime.log.error({ err: error, userId: subscription.userId }, 'a briefing could not be made');
    return 'failed';
  }
}

async function composeAndTell(
  runtime: SendRuntime,
  subscription: Subscription,
  date: string,
): Promise<string> {
  const now = runtime.clock.now();
  const { weekday } = localTime(now, runtime.config.timeZone);
  if (!isServedOn(subscription, weekday)) return 'not_today';
  return inTransaction(runtime.db, async (tx) => {
    const user = await userById(tx, subscription.userId);
    if (!user?.active) return 'inactive';
    const { areaIds, governorateIds } = subscription;
    return tell(runtime, tx, {
      user,
      cause: causeOf(date),
      step: STEP,
      purpose: 'briefing',
      urgency: 'bulk',
      atAnyHour: subscription.atMinute !== null,
      reply: await composeBriefing(runtime, tx, { user, now, areaIds, governorateIds }),
    });
  });
}
