import { can } from '../domain/access.js';
import type { Reply } from '../domain/message.js';
import { listOf, say, verbatim } from '../domain/reply.js';
import type { User } from '../domain/user.js';
import type { Slots } from '../nlu/frame.js';
import type { Queryable } from '../store/database.js';
import { listUsers } from '../store/users.js';
import { nameSkeleton } from './skeleton.js';

const RANK_WORDS =
  /^(officer|sergeant|sgt|lieutenant|lt|captain|capt|major|colonel|col|brigadier|الضابط|ضابط|الرقيب|رقيب|الملازم|ملازم|النقيب|نقيب|الرائد|رائد|المقدم|مقدم|العقيد|عقيد|العميد|عميد|الوكيل|وكيل|العريف|عريف)\.?\s+/iu;

/** Case, rank, hamza, ta marbuta, diacritics and the article do not tell two people apart. */
export function comparableName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(RANK_WORDS, '')
    .replace(/[\u064B-\u0652\u0640]/g, '')
    .replace(/[أإآ]/g, 'ا')
    .replace(/ة/g, 'ه')
    .replace(/ى/g, 'ي')
    .replace(/[^\p{L}\p{N}@. ]/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** A single letter names nobody. */
const LEAST_LETTERS = 2;

/**
 * People who can be meant by a name: a whole match first, else everybody of whose name it is a part or
 * sounds like one, in either script: of several the caller asks which.
 */
export function matchingPeople(people: readonly User[], name: string): User[] {
  const wanted = comparableName(name);
  if (wanted === '') return [];
  const whole = people.filter((p) => comparableName(p.name) === wanted || p.email === wanted);
  if (whole.length > 0) return whole;
  const sounds = nameSkeleton(wanted);
  const isPart = (whole: string, some: string) => ` ${whole} `.includes(` ${some} `);
  return people.filter((p) => {
    const name = comparableName(p.name);
    if (wanted.length >= LEAST_LETTERS && isPart(name, wanted)) return true;
    // Ali is one consonant: by sound alone a stray letter would be him. Spelt otherwise, he needs letters around it.
    const heard = sounds.length >= LEAST_LETTERS || (sounds !== '' && wanted.length >= LEAST_LETTERS);
    return heard && isPart(nameSkeleton(name), sounds);
  });
}

/** Of several people of one name the one whose whole name stands in the message; else all of them. */
export function namedInFull(people: readonly User[], message: string): readonly User[] {
  const said = ` ${comparableName(message)} `;
  const full = people.filter((p) => said.includes(` ${comparableName(p.name)} `));
  return full.length === 1 ? full : people;
}

/** Active people who can work on tasks. */
export async function fieldPeople(on: Queryable): Promise<User[]> {
  return (await listUsers(on, { active: true })).filter((user) => can(user, 'tasks.work'));
}

const MOST_NAMED = 5;

/** The question which of several people is meant. */
export function whichPerson({ assignee }: Slots, people: readonly User[]): Reply {
  const names = people.slice(0, MOST_NAMED).map((p) => verbatim(p.name));
  return say('commands.task_assign.which_person', { name: verbatim(assignee ?? ''), people: listOf(names) });
}
