import type { Intent } from '../frame.js';

/** What whoever has a task does with it. */
export const TASK_STEPS: ReadonlySet<Intent> = new Set<Intent>([
  'task_accept',
  'task_start',
  'task_complete',
  'task_decline',
]);
