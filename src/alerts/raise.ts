import { canSeeAlert } from '../domain/access.js';
import type { Alert } from '../domain/alert.js';
import type { EscalationPolicy } from '../domain/escalation.js';
import { stepAt } from '../domain/escalation.js';
import type { Reply } from '../domain/message.js';
import { isSensitiveOffence, type OffenceCatalogue } from '../domain/offence.js';
import type { LocalDate } from '../domain/period.js';
import { choices, code, heading, line, note, number, phrase, reply, text } from '../domain/reply.js';
import type { User } from '../domain/user.js';
import { enqueue } from '../jobs/queue.js';
import { post } from '../outbox/post.js';
import { type TellRuntime, tell } from '../outbox/tell.js';
import type { Runtime } from '../runtime.js';
import { raiseAlert, wasRaisedSince } from '../store/alerts.js';
import type { Queryable, Tx } from '../store/database.js';
import { type Subscription, subscribersTo } from '../store/subscriptions.js';
import { listUsers } from '../store/users.js';
import type { Finding } from './rules.js';
import { alertLine, figuresOf } from './text.js';

/** Minutes without an acknowledgement after which the next step is told. */
const WAIT_MINUTES = 30;

type RaiseRuntime = TellRuntime & Pick<Runtime, 'knowledge'>;

/** What a night raises its alerts with. */
export type Raising = {
  runId: number | null;
  bucket: LocalDate;
  at: Date;
  expectedFalse: number;
  /** Who could be told; read anew when it is not handed over. A night with many findings reads it once. */
  audience?: Audience;
};

/** Everybody active, and who of them asked for alerts. */
export type Audience = { people: readonly User[]; subscriptions: readonly Subscription[] };

/** Reads who could be told of alerts. */
export async function loadAudience(on: Queryable): Promise<Audience> {
  return {
    people: await listUsers(on, { active: true }),
    subscriptions: await subscribersTo(on, 'alerts'),
  };
}

/**
 * Puts a finding in front of people: the alert, its frozen escalation plan and the messages of the first step, in the
 * caller's transaction. Returns null when this rule has spoken of this place already: today, or within the cool-down.
 */
export async function raise(
  runtime: RaiseRuntime,
  tx: Tx,
  finding: Finding,
  raising: Raising,
): Promise<Alert | null> {
  const since = new Date(raising.at.getTime() - runtime.config.alert.cooldownDays * 86_400_000);
  if (await wasRaisedSince(tx, finding, since)) return null;
  const audience = raising.audience ?? (await loadAudience(tx));
  const policy = policyFor(audience, finding, runtime.knowledge.offences);
  const alert = await raiseAlert(tx, {
    ...finding,
    detail: { ...finding.detail, expectedFalse: raising.expectedFalse },
    bucket: raising.bucket,
    policy,
    runId: raising.runId,
    at: raising.at,
  });
  if (!alert) return null;
  if (finding.tier === 'watch') {
    await tellWatchers(runtime, tx, { alert, audience, finding });
    return alert;
  }
  const reached = await tellStep(runtime, tx, { alert, policy, step: 0 }, audience.people);
  await postToChannel(runtime, tx, alert);
  await scheduleNext(tx, { alert, policy, step: 0, reached });
  return alert;
}

/** Whether somebody who asked for alerts of some places asked for this one. Naming none means all. */
function isAbout({ areaId, governorateId }: Finding) {
  return ({ areaIds, governorateIds }: Subscription) =>
    (areaIds.length === 0 && governorateIds.length === 0) ||
    (areaId !== null && areaIds.includes(areaId)) ||
    (governorateId !== null && governorateIds.includes(governorateId));
}

/** Who asked for alerts of the place, and its commanders, first; then superadmins. Frozen when the alert is raised. */
function policyFor(
  { people, subscriptions }: Audience,
  finding: Finding,
  catalogue: OffenceCatalogue,
): EscalationPolicy {
  const subscribed = new Set(subscriptions.filter(isAbout(finding)).map((s) => s.userId));
  const mayTake = (user: User) => canSeeAlert(user, 'alerts.acknowledge', finding, catalogue);
  const first = people.filter((p) =>
    subscribed.has(p.id)
      ? canSeeAlert(p, 'alerts.read', finding, catalogue)
      : p.role === 'commander' && mayTake(p),
  );
  const next = people.filter((p) => p.role === 'superadmin');
  const steps = [first, next].filter((group) => group.length > 0);
  return { steps: steps.map((group) => ({ userIds: group.map((p) => p.id), waitMinutes: WAIT_MINUTES })) };
}

/**
 * What is only being watched wakes nobody and does not escalate: it is told in the briefing, and to those who asked to
 * hear of their places at once. It waits for the end of quiet hours and goes out gathered in one message.
 */
async function tellWatchers(
  runtime: RaiseRuntime,
  tx: Tx,
  { alert, audience, finding }: { alert: Alert; audience: Audience; finding: Finding },
): Promise<void> {
  const asked = audience.subscriptions.filter(isAbout(finding)).filter((s) => s.frequency === 'immediate');
  const watching = new Set(asked.map(({ userId }) => userId));
  for (const user of audience.people) {
    const may = canSeeAlert(user, 'alerts.read', finding, runtime.knowledge.offences);
    if (!watching.has(user.id) || !may) continue;
    await tell(runtime, tx, {
      user,
      cause: `alert:${alert.id}`,
      step: 'watch',
      purpose: 'watch',
      urgency: 'bulk',
      reply: alertReply(alert, 0),
    });
  }
}

/** Tells everybody of one step of an alert's plan. Returns how many of them can be reached at all. */
export async function tellStep(
  runtime: TellRuntime,
  tx: Tx,
  { alert, policy, step }: { alert: Alert; policy: EscalationPolicy; step: number },
  everybody?: readonly User[],
): Promise<number> {
  const people = new Set(stepAt(policy, step)?.userIds ?? []);
  let reached = 0;
  for (const user of everybody ?? (await listUsers(tx, { active: true }))) {
    if (!people.has(user.id)) continue;
    const told = await tell(runtime, tx, {
      user,
      cause: `alert:${alert.id}`,
      step: `step-${step}`,
      purpose: 'alert',
      urgency: 'critical',
      reply: alertReply(alert, step),
    });
    if (told === 'queued' || told === 'duplicate') reached++;
  }
  return reached;
}

/** One step of an alert's plan, and how many people it reached. */
type StepTaken = { alert: Alert; policy: EscalationPolicy; step: number; reached: number };

/**
 * When the plan has a further step, a job takes it unless somebody acknowledges first: after the wait, or at once when
 * nobody of this step could be reached.
 */
export async function scheduleNext(tx: Tx, { alert, policy, step, reached }: StepTaken): Promise<void> {
  if (!stepAt(policy, step + 1)) return;
  const waitMinutes = reached > 0 ? (stepAt(policy, step)?.waitMinutes ?? WAIT_MINUTES) : 0;
  await enqueue(
    tx,
    'escalate-alert',
    { alertId: alert.id, step: step + 1 },
    { key: `escalate:${alert.id}:${step + 1}`, runAfterSeconds: waitMinutes * 60 },
  );
}

async function postToChannel(runtime: RaiseRuntime, tx: Tx, alert: Alert): Promise<void> {
  const channelId = runtime.config.slack?.alertsChannel;
  // Everybody in the channel reads along: what is restricted by role is told to people alone.
  const offence = runtime.knowledge.offences.offences.find(({ id }) => id === alert.offenceId);
  if (!channelId || (offence && isSensitiveOffence(offence))) return;
  await post(runtime, tx, {
    key: `alert:${alert.id}/slack`,
    cause: `alert:${alert.id}`,
    userId: null,
    to: { channel: 'slack', value: channelId },
    conversation: { channelId, threadId: null, private: false },
    locale: 'ar',
    purpose: 'alert',
    urgency: 'critical',
    reply: alertReply(alert, 0),
  });
}

/** An alert as a message: what, where, how sure, and the button that takes it. */
export function alertReply(alert: Alert, step: number): Reply {
  return reply(
    [
      heading(text(step === 0 ? 'alerts.heading' : 'alerts.heading_again', { id: code(alert.id) })),
      line(alertLine(alert)),
      note(text('alerts.false', { n: number(figuresOf(alert).expectedFalse, 1) }), 4),
      note(text('alerts.place_based'), 8),
      choices([{ label: text('alerts.acknowledge', { id: code(alert.id) }), payload: `ack:${alert.id}` }]),
    ],
    text('alerts.short', { line: phrase(alertLine(alert)) }),
  );
}
