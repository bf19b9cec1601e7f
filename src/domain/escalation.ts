import type { User } from './user.js';

/** One step of an escalation: whom to tell, and how long to wait for an acknowledgement before the next. */
export type EscalationStep = { userIds: readonly number[]; waitMinutes: number };

/** The plan that is frozen onto an alert when it is raised, so that later edits never change a running one. */
export type EscalationPolicy = { steps: readonly EscalationStep[] };

/** The step with the given index, or null when the plan has run out. */
export function stepAt(policy: EscalationPolicy, index: number): EscalationStep | null {
  return policy.steps[index] ?? null;
}

/**
 * Who answers for a person: the commanders of all their governorates, or the superadmins where there is none and for
 * commanders themselves. Never the person.
 */
export function superiorsOf(person: User, people: readonly User[]): User[] {
  const others = people.filter((other) => other.active && other.id !== person.id);
  const commanders = others.filter((other) => other.role === 'commander' && covers(other, person));
  const isCommander = person.role === 'commander' || person.role === 'superadmin';
  if (!isCommander && commanders.length > 0) return commanders;
  return others.filter((other) => other.role === 'superadmin');
}

/** A commander of the whole country answers for everybody; one of some governorates for those who work only there. */
function covers({ governorates: theirs }: User, { governorates: own }: User): boolean {
  if (theirs === null) return true;
  return own?.every((governorate) => theirs.includes(governorate)) ?? false;
}

/**
 * Who hears that the program itself is in trouble, circle after circle until one can be reached: the superadmins, the
 * commanders of the whole country, every other commander.
 */
export function dutyCircles(people: readonly User[]): User[][] {
  const active = people.filter((person) => person.active);
  const commanders = active.filter(({ role }) => role === 'commander');
  return [
    active.filter(({ role }) => role === 'superadmin'),
    commanders.filter(({ governorates }) => governorates === null),
    commanders.filter(({ governorates }) => governorates !== null),
  ];
}
