import { describe, expect, it } from 'vitest';
import { audit, listAudit } from '../../src/store/audit.js';
import { useDatabase } from '../support/database.js';
import { aPerson } from '../support/people.js';

const database = useDatabase();
const at = new Date('2026-03-18T07:15:00Z');

describe('the audit log', () => {
  it('tells who asked what, newest first, in pages, by person and by action', async () => {
    const analyst = await aPerson(database.db, 'analyst');
    const entry = { at, userId: analyst.id, channel: 'api' as const, requestId: 'r-1' };
    await audit(database.db, { ...entry, action: 'incidents.count', detail: { areas: ['salmiya'] } });
    await audit(database.db, { ...entry, action: 'hotspots.read', detail: {} });
    await audit(database.db, { ...entry, userId: null, action: 'login', detail: {} });

    const mine = await listAudit(database.db, { userId: analyst.id, limit: 10 });
    expect(mine.map((e) => e.action)).toEqual(['hotspots.read', 'incidents.count']);
    expect(mine[1]).toEqual({
      ...entry,
      id: mine[1]?.id,
      action: 'incidents.count',
      detail: { areas: ['salmiya'] },
    });
    const [latest] = await listAudit(database.db, { limit: 1 });
    expect(latest).toMatchObject({ action: 'login', userId: null });
    const older = await listAudit(database.db, { beforeId: latest?.id ?? 0, limit: 1 });
    expect(older.map((e) => e.action)).toEqual(['hotspots.read']);
    const counts = await listAudit(database.db, { action: 'incidents.count', limit: 10 });
    expect(counts).toHaveLength(1);
  });
});
