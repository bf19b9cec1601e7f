import { beforeAll, describe, expect, it } from 'vitest';
import type { User } from '../../src/domain/user.js';
import {
  acknowledgeAlert,
  alertById,
  alertHistory,
  endAlert,
  escalateAlert,
  listAlerts,
  lockPendingAlert,
  type NewAlert,
  raiseAlert,
  wasRaisedSince,
} from '../../src/store/alerts.js';
import { inTransaction } from '../../src/store/database.js';
import { useDatabase } from '../support/database.js';
import { seedTestPlaces } from '../support/incident-factory.js';
import { aPerson } from '../support/people.js';

const database = useDatabase();
const at = new Date('2026-03-18T02:00:00Z');
const later = new Date('2026-03-18T02:10:00Z');
let first: User;
let second: User;
let bucket = 0;

beforeAll(async () => {
  await seedTestPlaces(database.db);
  first = await aPerson(database.db, 'commander');
  second = await aPerson(database.db, 'officer');
});

const newAlert = (more: Partial<NewAlert> = {}): NewAlert => ({
  rule: 'surge',
  tier: 'confirmed',
  scope: 'area',
  scopeId: 'salmiya',
  governorateId: 'hawalli',
  areaId: 'salmiya',
  offenceId: 'theft',
  bucket: `bucket-${++bucket}`,
  detail: { observed: 14, high95: 9 },
  policy: { steps: [{ userIds: [1], waitMinutes: 10 }] },
  runId: null,
  at,
  ...more,
});
const raise = (alert: NewAlert) => inTransaction(database.db, (tx) => raiseAlert(tx, alert));
async function raised(more: Partial<NewAlert> = {}) {
  const alert = await raise(newAlert(more));
  if (!alert) throw new Error('the alert existed');
  return alert;
}
const acknowledge = (id: number, userId: number) =>
  inTransaction(database.db, (tx) => acknowledgeAlert(tx, id, userId, later));

describe('an alert', () => {
  it('is raised once for a rule, place, offence and bucket, without offence too', async () => {
    for (const offenceId of ['theft', null]) {
      const alert = newAlert({ offenceId });
      const stored = await raise(alert);
      expect(stored).toMatchObject({ state: 'raised', detail: { observed: 14, high95: 9 }, createdAt: at });
      expect(await raise(alert)).toBeNull();
      expect(await alertHistory(database.db, stored?.id ?? 0)).toHaveLength(1);
    }
  });

  it('is taken by the first; the second is told who that was', async () => {
    const { id } = await raised();
    expect(await acknowledge(id, first.id)).toMatchObject({ outcome: 'acknowledged' });
    expect(await acknowledge(id, second.id)).toMatchObject({
      outcome: 'already',
      alert: { acknowledgedBy: first.id, acknowledgedAt: later, state: 'acknowledged' },
    });
    expect((await alertHistory(database.db, id)).map((s) => s.to)).toEqual(['raised', 'acknowledged']);
  });

  it('is taken by exactly one of many at once', async () => {
    const { id } = await raised();
    const outcomes = await Promise.all([first, second, first, second].map((u) => acknowledge(id, u.id)));
    expect(outcomes.filter((o) => o.outcome === 'acknowledged')).toHaveLength(1);
  });

  it('is no longer escalated once somebody took it, and no step is taken twice', async () => {
    const { id } = await raised();
    const escalate = (step: number) => inTransaction(database.db, (tx) => escalateAlert(tx, id, step, later));
    expect(await escalate(1)).toBe(true);
    expect(await escalate(1)).toBe(false);
    const pending = () => inTransaction(database.db, (tx) => lockPendingAlert(tx, id));
    expect(await pending()).toMatchObject({
      step: 1,
      alert: { state: 'escalated' },
      policy: newAlert().policy,
    });
    await acknowledge(id, first.id);
    expect(await escalate(2)).toBe(false);
    expect(await pending()).toBeNull();
  });

  it('that expired cannot be taken any more, and one that was taken can be resolved', async () => {
    const expired = await raised();
    await inTransaction(database.db, (tx) =>
      endAlert(tx, expired.id, 'expired', { actorId: null, at: later }),
    );
    await expect(acknowledge(expired.id, first.id)).rejects.toMatchObject({ code: 'illegal_transition' });
    const taken = await raised();
    await acknowledge(taken.id, first.id);
    await inTransaction(database.db, (tx) =>
      endAlert(tx, taken.id, 'resolved', { actorId: first.id, at: later, note: 'patrol sent' }),
    );
    expect(await alertById(database.db, taken.id)).toMatchObject({ state: 'resolved' });
    expect((await alertHistory(database.db, taken.id)).at(-1)).toMatchObject({ note: 'patrol sent' });
  });

  it('that does not exist is said not to', async () => {
    await expect(acknowledge(999_999, first.id)).rejects.toMatchObject({ code: 'not_found' });
    expect(await alertById(database.db, 999_999)).toBeNull();
  });
});

describe('lists of alerts', () => {
  it('keep what concerns the whole country whatever the governorate', async () => {
    const here = await raised();
    const elsewhere = await raised({
      governorateId: 'jahra',
      areaId: null,
      scope: 'governorate',
      scopeId: 'jahra',
    });
    const everywhere = await raised({
      governorateId: null,
      areaId: null,
      scope: 'country',
      scopeId: 'kuwait',
    });
    const listed = await listAlerts(database.db, {
      governorates: ['hawalli'],
      states: ['raised'],
      limit: 100,
    });
    const ids = listed.map((a) => a.id);
    expect(ids).toContain(here.id);
    expect(ids).toContain(everywhere.id);
    expect(ids).not.toContain(elsewhere.id);
    const older = await listAlerts(database.db, { beforeId: everywhere.id, limit: 1 });
    expect(older.map((a) => a.id)).toEqual([elsewhere.id]);
  });

  it('keep the places asked for before they are cut off, a whole governorate for an area of its name too', async () => {
    const whole = { areaId: null, scope: 'governorate', governorateId: 'jahra', scopeId: 'jahra' } as const;
    const wanted = await raised(whole);
    const newer = await raised();
    const of = async (areas: string[], governorates: string[]) =>
      (await listAlerts(database.db, { places: { areas, governorates }, limit: 1 })).map(({ id }) => id);
    expect(await of([], ['jahra'])).toEqual([wanted.id]);
    expect(await of(['jahra'], [])).toEqual([wanted.id]);
    expect(await of([], [])).toEqual([newer.id]);
    expect(await of(['nowhere'], [])).toEqual([]);
  });

  it('leave out offences that may not be seen before they are cut off: hundreds of them hide no other', async () => {
    const wanted = await raised();
    const general = await raised({ rule: 'new_hotspot', offenceId: null });
    await inTransaction(database.db, async (tx) => {
      for (let n = 0; n < 210; n++) await raiseAlert(tx, newAlert({ offenceId: 'sexual_assault' }));
    });
    const offencesNot = new Set(['sexual_assault']);
    const listed = await listAlerts(database.db, { offencesNot, limit: 2 });
    expect(listed.map(({ id }) => id)).toEqual([general.id, wanted.id]);
  });

  it('know whether a rule spoke of a place lately', async () => {
    const subject = await raised({ rule: 'new_hotspot', offenceId: null });
    expect(await wasRaisedSince(database.db, subject, at)).toBe(true);
    expect(await wasRaisedSince(database.db, subject, later)).toBe(false);
    expect(await wasRaisedSince(database.db, { ...subject, offenceId: 'theft' }, at)).toBe(false);
  });
});
