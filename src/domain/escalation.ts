/** One step of an escalation: whom to tell, and how long to wait for an acknowledgement before the next. */
export type EscalationStep = { userIds: readonly number[]; waitMinutes: number };

/** The plan that is frozen onto an alert when it is raised, so that later edits never change a running one. */
export type EscalationPolicy = { steps: readonly EscalationStep[] };

/** The step with the given index, or null when the plan has run out. */
export function stepAt(policy: EscalationPolicy, index: number): EscalationStep | null {
  return policy.steps[index] ?? null;
}

/** When the given step is to be taken if nobody has acknowledged: the sum of the waits before it. */
export function stepDueAt(policy: EscalationPolicy, index: number, raisedAt: Date): Date {
  const minutes = policy.steps.slice(0, index).reduce((sum, step) => sum + step.waitMinutes, 0);
  return new Date(raisedAt.getTime() + minutes * 60_000);
}
