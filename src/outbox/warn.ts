import { dutyCircles } from '../domain/escalation.js';
import type { ChannelName, Reply } from '../domain/message.js';
import type { User } from '../domain/user.js';
import type { Runtime } from '../runtime.js';
import { inTransaction, type Tx } from '../store/database.js';
import { anyHolds } from '../store/tellings.js';
import { listUsers } from '../store/users.js';
import { type Telling, type TellRuntime, tell, tellingKey } from './tell.js';

/** What watching over delivery needs of the program. */
export type WatchRuntime = TellRuntime & Pick<Runtime, 'db' | 'log'>;

/** Something that the person on duty has to hear. */
type Warning = { cause: string; reply: Reply; avoid?: readonly ChannelName[] };

/** Tells whoever is on duty, by another channel than the one that is out of order, and once for a cause. */
export async function warn(runtime: WatchRuntime, warning: Warning): Promise<void> {
  await inTransaction(runtime.db, async (tx) => {
    const circles = dutyCircles(await listUsers(tx, { active: true }));
    const telling = { ...warning, step: 'warning', purpose: 'notice', urgency: 'critical' } as const;
    await tellFirstReachable(runtime, tx, circles, telling);
  });
}

/**
 * Tells a circle of people; where none of them has an address, or every message to them failed, the next circle too. Where
 * nobody is left the log says so at every look, and whoever gets an address later is told then.
 */
export async function tellFirstReachable(
  runtime: WatchRuntime,
  tx: Tx,
  circles: readonly (readonly User[])[],
  telling: Omit<Telling, 'user'>,
): Promise<void> {
  for (const circle of circles) {
    for (const user of circle) await tell(runtime, tx, { ...telling, user });
    const keys = circle.map((user) => tellingKey({ ...telling, user }));
    if (await anyHolds(tx, keys)) return;
  }
  const { cause, purpose } = telling;
  runtime.log.error(
    { cause, purpose },
    'nobody who has to hear this can be reached: give somebody an address',
  );
}
