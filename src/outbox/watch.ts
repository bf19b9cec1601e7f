import { dutyCircles, superiorsOf } from '../domain/escalation.js';
import type { Reply } from '../domain/message.js';
import { code, heading, instant, line, phrase, reply, text, verbatim } from '../domain/reply.js';
import { isUsable } from '../domain/template.js';
import type { User } from '../domain/user.js';
import { type Db, inTransaction } from '../store/database.js';
import { beat, lastBeat } from '../store/heartbeats.js';
import { unreachedPeople } from '../store/identities.js';
import { listTemplates, type StoredTemplate } from '../store/templates.js';
import { listUsers } from '../store/users.js';
import { pollSilent } from './poll.js';
import { watchTemplates } from './templates.js';
import { tellFirstReachable, type WatchRuntime, warn } from './warn.js';
import { tellOfMorning, tellOfPersonal } from './watch-briefing.js';

/** The name under which the background work says that it lives. */
export const WORKER_BEAT = 'worker';
const TEMPLATES_EVERY_SECONDS = 15 * 60;

/**
 * What is looked at every minute so that no promise is broken in silence: providers that say nothing, templates that were
 * paused, a briefing that did not arrive or was never made, people who cannot be reached any more. Whoever is on duty hears of each once.
 */
export async function watchDelivery(runtime: WatchRuntime): Promise<void> {
  const last = await lastBeat(runtime.db, WORKER_BEAT);
  await beat(runtime.db, WORKER_BEAT);
  await pollSilent(runtime);
  if (await templatesAreStale(runtime.db)) await watchTemplates(runtime);
  await tellOfTemplates(runtime);
  // Whoever has just come back first makes up what can be made up.
  const isAwake = last !== null && last.secondsAgo < SILENT_SECONDS;
  await tellOfMorning(runtime, isAwake);
  if (isAwake) await tellOfPersonal(runtime);
  await tellOfUnreached(runtime);
}

async function templatesAreStale(db: Db): Promise<boolean> {
  const last = await lastBeat(db, 'templates');
  if (last && last.secondsAgo < TEMPLATES_EVERY_SECONDS) return false;
  await beat(db, 'templates');
  return true;
}

async function tellOfTemplates(runtime: WatchRuntime): Promise<void> {
  for (const template of await listTemplates(runtime.db)) {
    if (isUsable(template.state)) continue;
    await warn(runtime, {
      cause: `template:${template.contentSid}@${template.changedAt.getTime()}`,
      reply: templateReply(template),
      avoid: ['whatsapp'],
    });
  }
}

const templateReply = ({ name, state }: StoredTemplate): Reply =>
  reply([
    heading(text('delivery.watch.template', { name: code(name) })),
    line(text('delivery.watch.template_state', { state: phrase(text(`delivery.template_states.${state}`)) })),
  ]);

/** Roles that somebody must be able to reach. */
const DUTY_ROLES = ['commander', 'officer'];

/** A duty role cannot be left without any channel unnoticed: whoever commands the person is told, once for each loss. */
async function tellOfUnreached(runtime: WatchRuntime): Promise<void> {
  const lost = await unreachedPeople(runtime.db, DUTY_ROLES);
  if (lost.length === 0) return;
  await inTransaction(runtime.db, async (tx) => {
    const people = await listUsers(tx, { active: true });
    for (const { userId, since } of lost) {
      const person = people.find(({ id }) => id === userId);
      if (!person) continue;
      const others = people.filter(({ id }) => id !== userId);
      await tellFirstReachable(runtime, tx, [superiorsOf(person, people), ...dutyCircles(others)], {
        cause: `unreachable:${userId}`,
        step: `since@${since.getTime()}`,
        purpose: 'notice',
        urgency: 'normal',
        reply: unreachedReply(person),
      });
    }
  });
}

const unreachedReply = (person: User): Reply =>
  reply(
    [
      heading(text('delivery.watch.unreached', { name: verbatim(person.name) })),
      line(text('delivery.watch.unreached_next')),
    ],
    text('delivery.watch.unreached_short'),
  );

/** A worker that is silent for so long has stopped: it says that it lives every minute. */
const SILENT_SECONDS = 180;

/**
 * Whether the background work has stopped, as the web side sees it. The warning lies in the outbox then, and whoever
 * noticed has to deliver it.
 *
 * @returns true when a warning was made now or before.
 */
export async function warnOfStoppedWorker(runtime: WatchRuntime): Promise<boolean> {
  const last = await lastBeat(runtime.db, WORKER_BEAT);
  if (!last || last.secondsAgo < SILENT_SECONDS) return false;
  await warn(runtime, {
    cause: `worker:${last.at.getTime()}`,
    reply: reply([
      heading(text('delivery.watch.worker')),
      line(text('delivery.watch.worker_since', { time: instant(last.at) })),
    ]),
  });
  return true;
}
