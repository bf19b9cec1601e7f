import { AppError } from './errors.js';

export const TASK_STATES = [
  'draft',
  'assigned',
  'accepted',
  'en_route',
  'on_site',
  'done',
  'declined',
  'expired',
  'cancelled',
] as const;
export type TaskState = (typeof TASK_STATES)[number];

export const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** Work for an officer at a place. */
export type Task = {
  id: number;
  /** What to do, in the words of the person who assigned it. */
  instruction: string;
  areaId: string | null;
  governorateId: string | null;
  hotspotId: number | null;
  assignedTo: number;
  assignedBy: number;
  state: TaskState;
  priority: Priority;
  dueAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
};

const NEXT: Readonly<Record<TaskState, readonly TaskState[]>> = {
  draft: ['assigned', 'cancelled'],
  assigned: ['accepted', 'en_route', 'on_site', 'done', 'declined', 'expired', 'cancelled'],
  accepted: ['en_route', 'on_site', 'done', 'declined', 'expired', 'cancelled'],
  en_route: ['on_site', 'done', 'declined', 'expired', 'cancelled'],
  on_site: ['done', 'cancelled'],
  done: [],
  declined: ['assigned', 'cancelled'],
  expired: ['assigned', 'cancelled'],
  cancelled: [],
};

/** States in which somebody still has to act. */
export const OPEN_STATES: readonly TaskState[] = ['assigned', 'accepted', 'en_route', 'on_site'];

/** True when the task may go from one state to the other. */
export function mayBecome(from: TaskState, to: TaskState): boolean {
  return NEXT[from].includes(to);
}

/** The task in its next state. @throws AppError `illegal_transition` when its present state does not lead there. */
export function transition(task: Task, to: TaskState, at: Date): Task {
  if (!mayBecome(task.state, to)) {
    throw new AppError('illegal_transition', `task ${task.id} is ${task.state}, it cannot become ${to}`, {
      params: { id: task.id, state: task.state },
    });
  }
  return { ...task, state: to, updatedAt: at };
}
