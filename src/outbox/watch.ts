import { dutyCircles, superiorsOf } from '../domain/escalation.js';
import type { ChannelName, Reply } from '../domain/message.js';
import { type LocalDate, localTime } from '../domain/period.js';
import {
  code,
  date,
  heading,
  instant,
  line,
  note,
  number,
  phrase,
  reply,
  text,
  verbatim,
} from '../domain/reply.js';
import { isUsable } from '../domain/template.js';
import type { User } from '../domain/user.js';
import type { Runtime } from '../runtime.js';
import { type Db, inTransaction, type Tx } from '../store/database.js';
import { beat, lastBeat } from '../store/heartbeats.js';
import { unreachedPeople } from '../store/identities.js';
import { latestRun } from '../store/runs.js';
import { isServedOn, subscribersTo } from '../store/subscriptions.js';
import { anyHolds, toldAbout } from '../store/tellings.js';
import { listTemplates, type StoredTemplate } from '../store/templates.js';
import { listUsers } from '../store/users.js';
import { pollSilent } from './poll.js';
import { type Telling, type TellRuntime, tell, tellingKey } from './tell.js';
import { watchTemplates } from './templates.js';

export type WatchRuntime = TellRuntime & Pick<Runtime, 'db' | 'log'>;

/** The name under which the background work says that it lives. */
export const WORKER_BEAT = 'worker';
const TEMPLATES_EVERY_SECONDS = 15 * 60;

/**
 * What is looked at every minute so that no promise is broken in silence: providers that say nothing, templates that were
 * paused, a briefing that did not arrive, people who cannot be reached any more. Whoever is on duty hears of each once.
 */
export async function watchDelivery(runtime: WatchRuntime): Promise<void> {
  await beat(runtime.db, WORKER_BEAT);
  await pollSilent(runtime);
  if (await templatesAreStale(runtime.db)) await watchTemplates(runtime);
  await tellOfTemplates(runtime);
  await tellOfBriefing(runtime);
  await tellOfUnreached(runtime);
}

async function templatesAreStale(db: Db): Promise<boolean> {
  const last = await lastBeat(db, 'templates');
  if (last && last.secondsAgo < TEMPLATES_EVERY_SECONDS) return false;
  await beat(db, 'templates');
  return true;
}

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
async function tellFirstReachable(
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

/** A briefing may take this long from when it was due until most of it has arrived. */
const BRIEFING_MINUTES = 10;
/** After so many hours nobody is told any more that the morning's was missing. */
const BRIEFING_NEWS_HOURS = 6;
const ENOUGH = 0.8;

async function tellOfBriefing(runtime: WatchRuntime): Promise<void> {
  const run = await latestRun(runtime.db, 'send-briefings');
  if (!run) return;
  const now = runtime.clock.now();
  const begun = run.startedAt ?? run.createdAt;
  const minutes = (now.getTime() - begun.getTime()) / 60_000;
  if (minutes < BRIEFING_MINUTES || minutes > BRIEFING_NEWS_HOURS * 60) return;
  const { weekday } = localTime(begun, runtime.config.timeZone);
  const reached = await briefingShare(runtime.db, { day: run.localDate, weekday, begun });
  if (reached.arrived >= ENOUGH * reached.total) return;
  await warn(runtime, {
    cause: `briefing-watch:${run.localDate}`,
    avoid: ['whatsapp'],
    reply: reply([
      heading(text('delivery.watch.briefing', { date: date(run.localDate) })),
      line(
        text('delivery.watch.briefing_share', {
          reached: number(reached.arrived),
          total: number(reached.total),
        }),
      ),
      note(text('delivery.watch.next')),
    ]),
  });
}

/**
 * Of how many people it is known, or as good as known, that they have a day's briefing: of those who were promised it, and
 * of those who were due when the run began, whether or not anything was made for them. What waits for the end of the quiet
 * hours is not missing yet.
 */
async function briefingShare(
  db: Db,
  { day, weekday, begun }: { day: LocalDate; weekday: number; begun: Date },
): Promise<{ arrived: number; total: number }> {
  const told = await toldAbout(db, `briefing:${day}`);
  const promised = new Set(told.map(({ userId }) => userId));
  const forgotten = (await subscribersTo(db, 'briefing', begun)).filter(
    (due) => due.atMinute === null && isServedOn(due, weekday) && !promised.has(due.userId),
  );
  const expected = told.filter(({ state }) => state !== 'waiting');
  const arrived = expected.filter(({ state }) => state === 'reached' || state === 'handed').length;
  return { arrived, total: expected.length + forgotten.length };
}

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
