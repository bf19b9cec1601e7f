import { isSensitiveOffence, type OffenceCatalogue } from './offence.js';
import type { Task, TaskState } from './task.js';
import type { Role, User } from './user.js';

/** Everything a person can do; one word each, used by chat, Slack and REST alike. */
export const ACTIONS = [
  'incidents.count',
  'incidents.list',
  'incidents.position',
  'incidents.sensitive',
  'hotspots.read',
  'hotspots.evaluate',
  'forecasts.read',
  'briefing.read',
  'subscriptions.manage_own',
  'tasks.assign',
  'tasks.work',
  'tasks.read_all',
  'alerts.read',
  'alerts.acknowledge',
  'messages.read',
  'pipeline.run',
  'users.read',
  'users.manage',
  'audit.read',
  'profile.manage_own',
] as const;
export type Action = (typeof ACTIONS)[number];

const EVERYBODY: readonly Action[] = [
  'profile.manage_own',
  'incidents.count',
  'hotspots.read',
  'forecasts.read',
];
const READS: readonly Action[] = [...EVERYBODY, 'briefing.read', 'subscriptions.manage_own', 'alerts.read'];
const FIELD: readonly Action[] = [...READS, 'incidents.list', 'tasks.work', 'alerts.acknowledge'];
const DESK: readonly Action[] = [
  ...READS,
  'incidents.list',
  'incidents.position',
  'incidents.sensitive',
  'hotspots.evaluate',
];
const COMMAND: readonly Action[] = [
  ...FIELD,
  'incidents.position',
  'incidents.sensitive',
  'hotspots.evaluate',
  'tasks.assign',
  'tasks.read_all',
  'messages.read',
];

/** What each role may do. Default is no: an action that stands in no list is nobody's but the superadmin's. */
const ALLOWED: Readonly<Record<Role, ReadonlySet<Action>>> = {
  superadmin: new Set(ACTIONS),
  commander: new Set([...COMMAND, 'users.read']),
  analyst: new Set([...DESK, 'tasks.read_all', 'pipeline.run']),
  officer: new Set(FIELD),
  viewer: new Set(READS),
};

/** What an action is about; leave out what does not apply. */
export type Subject = { governorates?: readonly string[]; ownerId?: number | null };

/**
 * The one authorisation function: may this person do this to that?
 *
 * A person bound to governorates may act only where *all* of the subject's governorates are theirs. `ownerId` binds
 * field work (`tasks.work`) to the assignee unless the person commands; which steps a commander may take for them, says
 * `canMoveTask`.
 */
export function can(user: User, action: Action, subject: Subject = {}): boolean {
  if (!user.active || !ALLOWED[user.role].has(action)) return false;
  if (action === 'tasks.work' && subject.ownerId !== undefined && subject.ownerId !== user.id) {
    return ALLOWED[user.role].has('tasks.assign') && withinScope(user, subject);
  }
  return withinScope(user, subject);
}

/**
 * May this person move this task there? Accepting, starting, arriving and declining are the word of the one who has the
 * task: nobody gives it for them. Closing is theirs, or a commander's for them; cancelling and assigning again are the
 * commander's.
 */
export function canMoveTask(
  user: User,
  task: Pick<Task, 'assignedTo' | 'governorateId'>,
  to: TaskState,
): boolean {
  const within = task.governorateId === null ? {} : { governorates: [task.governorateId] };
  if (to === 'cancelled' || to === 'assigned') return can(user, 'tasks.assign', within);
  const theirs = task.assignedTo === user.id || to === 'done';
  return theirs && can(user, 'tasks.work', { ...within, ownerId: task.assignedTo });
}

function withinScope(user: User, subject: Subject): boolean {
  const own = user.governorates;
  if (own === null || subject.governorates === undefined) return true;
  return subject.governorates.every((g) => own.includes(g));
}

/** Ids of the offences that this person may not see: they are left out of every list and of every figure. */
export function hiddenOffences(user: User, catalogue: OffenceCatalogue): ReadonlySet<string> {
  if (can(user, 'incidents.sensitive')) return new Set();
  return new Set(catalogue.offences.filter(isSensitiveOffence).map((o) => o.id));
}

/** What an alert is about, as far as it decides who may see it. */
type AlertSubject = { governorateId: string | null; offenceId: string | null };

/** True when the person may read or take the alert: its place is theirs, and its offence is not hidden from them. */
export function canSeeAlert(
  user: User,
  action: 'alerts.read' | 'alerts.acknowledge',
  { governorateId, offenceId }: AlertSubject,
  catalogue: OffenceCatalogue,
): boolean {
  if (offenceId !== null && hiddenOffences(user, catalogue).has(offenceId)) return false;
  return can(user, action, governorateId === null ? {} : { governorates: [governorateId] });
}
