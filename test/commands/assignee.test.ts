import { describe, expect, it } from 'vitest';
import { comparableName, matchingPeople } from '../../src/commands/assignee.js';
import { nameSkeleton } from '../../src/commands/skeleton.js';
import type { User } from '../../src/domain/user.js';

const person = (id: number, name: string): User => ({
  id,
  email: `p${id}@example.test`,
  name,
  role: 'officer',
  governorates: null,
  locale: null,
  active: true,
  demo: false,
  tokenVersion: 1,
});
const people = [
  person(1, 'Salem Al-Demo'),
  person(2, 'أحمد الكندري'),
  person(3, 'Ahmad Al-Mutairi'),
  person(4, 'Khalid Q.'),
];
const found = (name: string) => matchingPeople(people, name).map(({ id }) => id);

describe('the person meant by a name', () => {
  it.each([
    ['Salem', [1]],
    ['officer Salem', [1]],
    ['سالم', [1]],
    ['الضابط سالم', [1]],
    ['أحمد الكندري', [2]],
    ['احمد', [2, 3]],
    ['Ahmed', [2, 3]],
    ['خالد', [4]],
    ['p3@example.test', [3]],
    ['Nobody', []],
    ['', []],
    ['ا', []],
  ])('%s', (name, ids) => {
    expect(found(name)).toEqual(ids);
  });
});

describe('the skeleton of a name', () => {
  it.each([
    ['salem', 'سالم'],
    ['ahmed', 'أحمد'],
    ['yousef', 'يوسف'],
    ['khalid', 'خالد'],
    ['fatimah', 'فاطمة'],
    ['al-qahtani', 'القحطاني'],
  ])('%s sounds like %s', (latin, arabic) => {
    expect(nameSkeleton(comparableName(latin))).toBe(nameSkeleton(comparableName(arabic)));
  });
});
