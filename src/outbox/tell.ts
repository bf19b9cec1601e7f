import { LIFETIME_MINUTES, type Urgency, urgencyRank } from '../domain/delivery.js';
import type { ChannelName, Reply } from '../domain/message.js';
import { quietUntil } from '../domain/quiet.js';
import { PATIENCE } from '../domain/telling.js';
import { DEFAULT_LOCALE, type User } from '../domain/user.js';
import type { Runtime } from '../runtime.js';
import { lastLanguage } from '../store/conversations.js';
import type { Tx } from '../store/database.js';
import { addressesOf } from '../store/identities.js';
import { insertTelling } from '../store/tellings.js';
import { bestWay, postRung } from './rung.js';

/** A message to a person, wherever they are best reached. */
export type Telling = {
  user: Pick<User, 'id' | 'locale'>;
  /** What brought it about, for the timeline: `task:12`, `alert:7`, `briefing:2026-03-18`. */
  cause: string;
  /** Tells this message from every other to the same person about the same cause. */
  step: string;
  purpose: string;
  urgency: Urgency;
  reply: Reply;
  /** Channels to try last: the message is about their being out of order. */
  avoid?: readonly ChannelName[];
  /** True when the person named the hour themselves: quiet hours do not hold it. */
  atAnyHour?: boolean;
};

/** What a telling is known by: a person is told one step of a cause once. */
export const tellingKey = ({ cause, user, step }: Pick<Telling, 'cause' | 'user' | 'step'>) =>
  `${cause}/${user.id}/${step}`;

/** What telling needs of the program. */
export type TellRuntime = Pick<Runtime, 'channels' | 'config' | 'clock'>;

/** What is only watched is gathered for so long, that many findings of one moment become one message. */
const GATHER_SECONDS = 60;

/** What became of a telling at first. `waiting`: for the end of the quiet hours, or for others like it. */
export type Told = 'queued' | 'held' | 'waiting' | 'duplicate' | 'unreachable';

/**
 * Promises a message to a person, and puts it into the outbox for their best verified address whose channel is on and
 * which they have not left. From there `climb` follows it: no receipt, or a bad one, and the next address is tried. What
 * is not pressing waits for the end of the quiet hours. Where every channel is off it waits, held and visible.
 *
 * @returns `unreachable` when the person has no verified address at all: somebody else must be told. Told again once there
 *   is one, the promise is taken up.
 */
export async function tell(runtime: TellRuntime, tx: Tx, telling: Telling): Promise<Told> {
  const { user, cause, purpose, urgency, reply, avoid = [] } = telling;
  const rank = urgencyRank(urgency);
  const identities = await addressesOf(tx, user.id);
  const waitSeconds = waitOf(runtime, telling);
  const way = bestWay(runtime, identities, { rank, avoid });
  const stored = await insertTelling(tx, {
    key: tellingKey(telling),
    cause,
    userId: user.id,
    purpose,
    urgency: rank,
    locale: user.locale ?? (await lastLanguage(tx, user.id)) ?? DEFAULT_LOCALE,
    reply,
    avoid,
    state: !way ? 'exhausted' : waitSeconds > 0 ? 'waiting' : 'open',
    nextInSeconds: !way ? null : waitSeconds > 0 ? waitSeconds : PATIENCE[urgency].acceptSeconds,
    lifetimeMinutes: LIFETIME_MINUTES[urgency] + Math.ceil(waitSeconds / 60),
  });
  if (!way) return 'unreachable';
  if (!stored) return 'duplicate';
  return waitSeconds > 0 ? 'waiting' : postRung(runtime, tx, stored, { way, number: 0, now: null });
}

function waitOf({ config, clock }: TellRuntime, { urgency, purpose, atAnyHour = false }: Telling): number {
  const gather = purpose === 'watch' ? GATHER_SECONDS : 0;
  if (urgency !== 'bulk' || atAnyHour) return gather;
  const now = clock.now();
  const until = quietUntil(now, config.quietHours, config.timeZone);
  return until ? Math.max(gather, (until.getTime() - now.getTime()) / 1000) : gather;
}
