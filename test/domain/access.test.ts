import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACTIONS, type Action, can, canMoveTask } from '../../src/domain/access.js';
import { ROLES, type Role, type User } from '../../src/domain/user.js';

const person = (role: Role, more: Partial<User> = {}): User => ({
  id: 7,
  email: 'someone@example.test',
  name: 'Someone',
  role,
  governorates: null,
  locale: null,
  active: true,
  demo: false,
  tokenVersion: 1,
  ...more,
});

/** Who may do what, written out: superadmin, commander, analyst, officer, viewer. */
const TABLE: Readonly<Record<Action, string>> = {
  'incidents.count': 'S C A O V',
  'incidents.list': 'S C A O -',
  'incidents.position': 'S C A - -',
  'incidents.sensitive': 'S C A - -',
  'hotspots.read': 'S C A O V',
  'hotspots.evaluate': 'S C A - -',
  'forecasts.read': 'S C A O V',
  'briefing.read': 'S C A O V',
  'subscriptions.manage_own': 'S C A O V',
  'tasks.assign': 'S C - - -',
  'tasks.work': 'S C - O -',
  'tasks.read_all': 'S C A - -',
  'alerts.read': 'S C A O V',
  'alerts.acknowledge': 'S C - O -',
  'messages.read': 'S C - - -',
  'pipeline.run': 'S - A - -',
  'users.read': 'S C - - -',
  'users.manage': 'S - - - -',
  'audit.read': 'S - - - -',
  'profile.manage_own': 'S C A O V',
};
const cells = ACTIONS.flatMap((action) =>
  ROLES.map((role, column) => ({ role, action, allowed: TABLE[action].split(' ')[column] !== '-' })),
);

describe('authorisation', () => {
  it.each(cells)('$role, $action: $allowed', ({ role, action, allowed }) => {
    expect(can(person(role), action)).toBe(allowed);
  });

  it('lets nobody do anything once they are inactive', () => {
    for (const { role, action } of cells) expect(can(person(role, { active: false }), action)).toBe(false);
  });

  it('never allows more within a governorate than in the whole country', () => {
    const governorates = fc.array(fc.constantFrom('hawalli', 'jahra', 'ahmadi', 'capital'), { maxLength: 4 });
    const subject = fc.record({ governorates, ownerId: fc.constantFrom(7, 8, null) }, { requiredKeys: [] });
    fc.assert(
      fc.property(fc.constantFrom(...cells), governorates, subject, ({ role, action }, own, about) => {
        const bound = can(person(role, { governorates: own }), action, about);
        expect(!bound || can(person(role), action, about)).toBe(true);
        const outside = about.governorates?.some((g) => !own.includes(g)) ?? false;
        expect(bound && outside).toBe(false);
      }),
    );
  });

  it('asks for every governorate of a subject, not for one of them', () => {
    const officer = person('officer', { governorates: ['hawalli'] });
    expect(can(officer, 'hotspots.read', { governorates: ['hawalli'] })).toBe(true);
    expect(can(officer, 'hotspots.read', { governorates: ['hawalli', 'jahra'] })).toBe(false);
  });

  it.each(['accepted', 'en_route', 'on_site', 'declined'] as const)('leaves "%s" to the assignee', (to) => {
    const task = { assignedTo: 8, governorateId: null };
    expect(canMoveTask(person('officer', { id: 8 }), task, to)).toBe(true);
    for (const role of ROLES) expect(canMoveTask(person(role), task, to)).toBe(false);
    expect(canMoveTask(person('commander'), task, 'done')).toBe(true);
  });

  it("keeps an officer to their own task, and lets a commander move anybody's within their area", () => {
    expect(can(person('officer'), 'tasks.work', { ownerId: 7 })).toBe(true);
    expect(can(person('officer'), 'tasks.work', { ownerId: 8 })).toBe(false);
    const commander = person('commander', { governorates: ['hawalli'] });
    expect(can(commander, 'tasks.work', { ownerId: 8, governorates: ['hawalli'] })).toBe(true);
    expect(can(commander, 'tasks.work', { ownerId: 8, governorates: ['jahra'] })).toBe(false);
  });
});
