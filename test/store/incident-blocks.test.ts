import { beforeEach, describe, expect, it } from 'vitest';
import { dateOfDay } from '../../src/domain/period.js';
import { inTransaction, rowsOf } from '../../src/store/database.js';
import { DISCOVERED, incidentColumns, PILED, packChangedMonths } from '../../src/store/incident-blocks.js';
import { insertIncidents, type NewIncident } from '../../src/store/incident-writes.js';
import { emptyDatabase, useDatabase } from '../support/database.js';
import { incidentFactory, seedTestPlaces } from '../support/incident-factory.js';

const database = useDatabase();
const make = incidentFactory();
const at = (day: string, hour: number, change: Partial<NewIncident> = {}) =>
  make({ occurredAt: new Date(`${day}T${String(hour).padStart(2, '0')}:00:00+03:00`), ...change });

const ALL = { from: '2025-01-01', to: '2027-01-01' };

/** What the packed months say, an incident a line. */
async function packed(days = ALL): Promise<string[]> {
  const c = await incidentColumns(database.db, days);
  return Array.from(c.day, (day, i) =>
    [
      dateOfDay(day),
      c.hourOfWeek[i],
      c.offences[c.offence[i] as number],
      c.areas[c.area[i] as number] ?? '-',
      c.governorates[c.governorate[i] as number] ?? '-',
      c.latitude[i],
      c.longitude[i],
      c.flags[i],
    ].join(' '),
  );
}

/** What the incidents themselves say, in the same words. */
async function stored({ from, to } = ALL): Promise<string[]> {
  const rows = await rowsOf<{ line: string }>(
    database.db,
    `SELECT concat_ws(' ', local_date, CASE WHEN quality @> '{time_unknown}' THEN 255 ELSE weekday * 24 + hour END,
       offence_id, coalesce(area_id, '-'), coalesce(governorate_id, '-'), coalesce(ST_Y(geom), 'NaN'),
       coalesce(ST_X(geom), 'NaN'), discovered::integer * ${DISCOVERED}
         + (quality && '{coordinate_pile,position_from_area}')::integer * ${PILED}) AS line
     FROM incidents_clean WHERE local_date >= ?::date AND local_date < ?::date ORDER BY occurred_at, id`,
    [from, to],
  );
  return rows.map(({ line }) => line);
}

const change = (sql: string) => rowsOf(database.db, sql);

beforeEach(async () => {
  await emptyDatabase(database.db);
  await seedTestPlaces(database.db);
  await insertIncidents(database.db, [
    at('2025-12-31', 23),
    at('2026-01-01', 0, { discovered: true }),
    at('2026-01-15', 9, { latitude: null, longitude: null, areaId: null, governorateId: null }),
    at('2026-03-02', 5, { quality: ['coordinate_pile'] }),
    at('2026-03-02', 4, { quality: ['time_unknown'] }),
  ]);
  await packChangedMonths(database.db);
});

describe('the packed months', () => {
  it('say what the incidents say, in the order of occurrence', async () => {
    const lines = await packed();
    expect(lines).toHaveLength(5);
    expect(lines).toEqual(await stored());
    expect(await packed({ from: '2026-01-01', to: '2026-03-02' })).toEqual(lines.slice(1, 3));
  });

  it('are packed anew only where something changed', async () => {
    expect(await packChangedMonths(database.db)).toBe(0);
    await insertIncidents(database.db, [at('2026-03-09', 12)]);
    expect(await packChangedMonths(database.db)).toBe(1);
    expect(await packed()).toEqual(await stored());
  });

  it.each([
    ['a correction of an old incident', "UPDATE incidents_clean SET offence_id = 'theft', area_id = 'jahra'"],
    ['a date that moves to another month', 'UPDATE incidents_clean SET local_date = local_date - 31'],
    ['a flag that comes later', "UPDATE incidents_clean SET quality = quality || 'coordinate_pile'::text"],
    ['a deletion', "DELETE FROM incidents_clean WHERE local_date < '2026-02-01'"],
    ['the loss of everything', 'TRUNCATE incidents_clean'],
  ])('follow %s', async (_, sql) => {
    const before = await packed();
    await change(sql);
    expect(await packChangedMonths(database.db)).toBeGreaterThan(0);
    expect(await packed()).toEqual(await stored());
    expect(await packed()).not.toEqual(before);
  });

  it('lose no change that is taken back, and keep none', async () => {
    const before = await packed();
    await inTransaction(database.db, async (tx) => {
      await rowsOf(tx, 'DELETE FROM incidents_clean');
      throw new Error('taken back');
    }).catch(() => undefined);
    expect(await packChangedMonths(database.db)).toBe(0);
    expect(await packed()).toEqual(before);
  });
});
