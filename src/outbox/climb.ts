import { setTimeout as delay } from 'node:timers/promises';
import { URGENCIES } from '../domain/delivery.js';
import { AppError } from '../domain/errors.js';
import { superiorsOf } from '../domain/escalation.js';
import { nextMove } from '../domain/telling.js';
import type { Runtime } from '../runtime.js';
import { inTransaction, type Tx } from '../store/database.js';
import { addressesOf } from '../store/identities.js';
import { cancelMessages } from '../store/outbox.js';
import { startPulse } from '../store/pulse.js';
import {
  type DueTelling,
  databaseNow,
  dueTellings,
  lockDueTelling,
  lockPerson,
  lookAgain,
  moveTelling,
  rungsOf,
  type TellingView,
} from '../store/tellings.js';
import { listUsers } from '../store/users.js';
import { endWait } from './gather.js';
import { isNews } from './news.js';
import { undeliveredReply } from './notice.js';
import { askAfter } from './poll.js';
import { postRung, waysOf } from './rung.js';
import { type TellRuntime, tell } from './tell.js';

/** What climbing needs of the program. */
export type ClimbRuntime = TellRuntime & Pick<Runtime, 'db' | 'log'>;

const AT_ONCE = 50;
const TRY_AGAIN_MS = 10_000;
const MOST_ASKING_MS = 3_000;

/**
 * Follows every telling that something has to be done about: waits for a receipt, takes the next address, is content, or
 * gives up and has a superior told. Safe in several processes at once. Returns how many were looked at.
 *
 * @throws AppError `database_unavailable`; a telling that cannot be followed for another reason is put off, so that it
 *   holds up none of the others.
 */
export async function climbDue(runtime: ClimbRuntime): Promise<number> {
  const due = await dueTellings(runtime.db, AT_ONCE);
  await askBeforeClimbing(runtime, due);
  for (const one of due) {
    try {
      await inTransaction(runtime.db, (tx) => step(runtime, tx, one));
    } catch (error) {
      if (error instanceof AppError && error.code === 'database_unavailable') throw error;
      runtime.log.error(
        { telling: one.id, err: error },
        'a telling could not be followed, trying again soon',
      );
      const now = await databaseNow(runtime.db);
      await lookAgain(runtime.db, one.id, new Date(now.getTime() + TRY_AGAIN_MS));
    }
  }
  return due.length;
}

/** Follows tellings until it is stopped. */
export function startClimbing(runtime: ClimbRuntime, pollMs = 1000): { stop(): Promise<void> } {
  return startPulse({
    bell: runtime.db.bell,
    topic: 'tellings',
    pollMs,
    beat: async () => (await climbDue(runtime)) > 0,
    onTrouble: (error) => runtime.log.warn({ err: error }, 'tellings cannot be followed, trying again'),
  });
}

/**
 * A callback may just be missing: before a second message goes out, the provider of the first is asked. All at once and
 * not for long: one that does not answer must not hold up what is critical.
 */
async function askBeforeClimbing(runtime: ClimbRuntime, due: readonly DueTelling[]): Promise<void> {
  const asked = due.map((one) =>
    askProvider(runtime, one).catch((err) =>
      runtime.log.warn({ telling: one.id, err }, 'nothing could be learnt before climbing'),
    ),
  );
  const enough = new AbortController();
  const patience = delay(MOST_ASKING_MS, undefined, { signal: enough.signal }).catch(() => {});
  await Promise.race([Promise.all(asked), patience]);
  enough.abort();
}

async function askProvider(runtime: ClimbRuntime, { id, urgency }: DueTelling): Promise<void> {
  const rungs = await rungsOf(runtime.db, id);
  const last = rungs.at(-1);
  if (!last?.providerId || (last.state !== 'accepted' && last.state !== 'sent')) return;
  const now = await databaseNow(runtime.db);
  if (nextMove(rungs, { rank: urgency, more: true, now }).kind !== 'climb') return;
  await askAfter(runtime, runtime.channels.get(last.channel), last.providerId);
}

async function step(runtime: ClimbRuntime, tx: Tx, { id, userId }: DueTelling): Promise<void> {
  await lockPerson(tx, userId);
  const view = await lockDueTelling(tx, id);
  if (!view) return;
  if (view.telling.state === 'waiting') return endWait(runtime, tx, userId);
  if (!(await isNews(tx, view.telling))) return cancel(tx, view);
  const { urgency, avoid, expiresAt } = view.telling;
  const ways = waysOf(runtime, await addressesOf(tx, userId), { rank: urgency, avoid });
  const tried = new Set(view.rungs.map(({ channel, address }) => `${channel}:${address}`));
  const [next] = ways.filter(({ channel, address }) => !tried.has(`${channel}:${address}`));
  const isLate = view.now >= expiresAt;
  const move = nextMove(view.rungs, { rank: urgency, more: next !== undefined && !isLate, now: view.now });
  // Nothing is on that could carry it: it stays visible where it is held until somebody switches a channel on.
  if (move.kind === 'exhausted' && ways.length === 0 && !isLate && runtime.channels.size === 0) {
    return lookAgain(tx, id, expiresAt);
  }
  if (move.kind === 'climb' && next) {
    await postRung(runtime, tx, view.telling, { way: next, number: view.rungs.length, now: view.now });
    const rungs = await rungsOf(tx, id);
    const then = nextMove(rungs, { rank: urgency, more: true, now: view.now });
    return lookAgain(tx, id, then.kind === 'wait' ? then.until : view.now);
  }
  await end(runtime, tx, view, move);
}

async function end(runtime: ClimbRuntime, tx: Tx, view: TellingView, move: ReturnType<typeof nextMove>) {
  const { telling, rungs } = view;
  switch (move.kind) {
    case 'wait':
      return lookAgain(tx, telling.id, move.until);
    case 'reached':
    case 'handed':
      await moveTelling(tx, telling, move.kind, { note: rungs.at(-1)?.channel ?? null });
      return takeBack(tx, view);
    default:
      await moveTelling(tx, telling, 'exhausted');
      runtime.log.error({ telling: telling.id, purpose: telling.purpose }, 'a person could not be reached');
      return tellSuperiors(runtime, tx, view);
  }
}

async function cancel(tx: Tx, view: TellingView): Promise<void> {
  await moveTelling(tx, view.telling, 'cancelled', { note: 'no longer true' });
  await takeBack(tx, view);
}

const takeBack = async (tx: Tx, { rungs }: TellingView): Promise<void> => {
  await cancelMessages(
    tx,
    rungs.map(({ id }) => id),
  );
};

/** Whoever commands the person hears that they could not be reached: of what is pressing, and never of such a notice. */
async function tellSuperiors(runtime: ClimbRuntime, tx: Tx, { telling, rungs }: TellingView): Promise<void> {
  const urgency = URGENCIES[telling.urgency] ?? 'normal';
  if (telling.purpose === 'notice' || urgency === 'bulk') return;
  const people = await listUsers(tx, { active: true });
  const person = people.find(({ id }) => id === telling.userId);
  if (!person) return;
  for (const superior of superiorsOf(person, people)) {
    await tell(runtime, tx, {
      user: superior,
      cause: `telling:${telling.id}`,
      step: 'undelivered',
      purpose: 'notice',
      urgency,
      reply: undeliveredReply(person, telling, rungs),
    });
  }
}
