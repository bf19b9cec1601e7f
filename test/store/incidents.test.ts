import { beforeAll, describe, expect, it } from 'vitest';
import { dayOfDate } from '../../src/domain/period.js';
import { rowsOf } from '../../src/store/database.js';
import { countPositions } from '../../src/store/incident-piles.js';
import {
  countBy,
  countIncidents,
  dailyCounts,
  dailyCountsByScope,
  freshness,
  type IncidentFilter,
  insertIncidents,
  listRecent,
} from '../../src/store/incidents.js';
import { useDatabase } from '../support/database.js';
import { incidentFactory, seedTestPlaces } from '../support/incident-factory.js';

const kuwait = (text: string) => new Date(`${text}+03:00`);
const march: IncidentFilter['period'] = { from: kuwait('2026-03-01T00:00'), to: kuwait('2026-04-01T00:00') };

describe('reading incidents', () => {
  const database = useDatabase();
  const incident = incidentFactory();
  const at = (text: string, more = {}) => incident({ occurredAt: kuwait(text), ...more });

  beforeAll(async () => {
    await seedTestPlaces(database.db);
    await insertIncidents(database.db, [
      at('2026-03-01T00:30', { discovered: true }),
      at('2026-03-01T23:30', { areaId: 'hawalli', block: 3 }),
      at('2026-03-03T12:00', { offenceId: 'pickpocketing' }),
      at('2026-03-03T00:00', { quality: ['time_unknown'] }),
      at('2026-03-06T02:00', { areaId: 'jahra', governorateId: 'jahra', latitude: 29.34, longitude: 47.68 }),
      at('2026-03-10T09:00', {
        areaId: null,
        governorateId: null,
        latitude: null,
        longitude: null,
        synthetic: true,
      }),
      at('2026-03-31T23:59', { quality: ['coordinate_pile'] }),
      at('2026-04-01T00:00'),
    ]);
  });

  it('counts half-open: the first instant of the period inside, the last outside', async () => {
    expect(await countIncidents(database.db, { period: march })).toEqual({
      count: 7,
      withoutPosition: 1,
      synthetic: 1,
      discovered: 1,
    });
  });

  it.each<[string, Partial<IncidentFilter>, number]>([
    ['one offence', { offences: ['pickpocketing'] }, 1],
    ['no offence at all', { offences: [] }, 0],
    ['all but an offence', { offencesNot: ['pickpocketing'] }, 6],
    ['areas', { areaIds: ['jahra', 'hawalli'] }, 2],
    ['all but an area, the unplaced included', { areaIdsNot: ['salmiya'] }, 3],
    ['a governorate', { governorateIds: ['hawalli'] }, 5],
    ['a block', { block: 3 }, 1],
    ['Fridays', { weekdays: [5] }, 1],
    ['hours, without those whose time nobody knows', { hours: { from: 0, to: 3 } }, 2],
    ['hours across midnight', { hours: { from: 23, to: 1 } }, 3],
    [
      'the night that begins on a day, into the next one',
      {
        period: { from: kuwait('2026-03-31T00:00'), to: kuwait('2026-04-01T00:00') },
        hours: { from: 22, to: 3 },
      },
      2,
    ],
    ['Thursday nights, Friday’s small hours among them', { weekdays: [4], hours: { from: 22, to: 3 } }, 1],
    ['until midnight', { hours: { from: 21, to: 0 } }, 2],
    ['a circle', { within: { latitude: 29.34, longitude: 47.68, radiusMetres: 500 } }, 1],
    ['a circle that just misses', { within: { latitude: 29.34, longitude: 47.6905, radiusMetres: 1000 } }, 0],
    ['a circle that just reaches', { within: { latitude: 29.34, longitude: 47.69, radiusMetres: 1000 } }, 1],
    [
      'several filters at once',
      { governorateIds: ['hawalli'], weekdays: [0], hours: { from: 12, to: 0 } },
      1,
    ],
  ])('filters by %s', async (_, filter, count) => {
    expect((await countIncidents(database.db, { period: march, ...filter })).count).toBe(count);
  });

  it('groups by place, largest first, and says where the place is not known', async () => {
    expect(await countBy(database.db, { period: march }, 'area')).toEqual([
      { key: 'salmiya', count: 4 },
      { key: 'hawalli', count: 1 },
      { key: 'jahra', count: 1 },
      { key: null, count: 1 },
    ]);
  });

  it('groups by hour without inventing one for incidents whose time is not known', async () => {
    const rows = await countBy(database.db, { period: march }, 'hour');
    expect(rows.find((r) => r.key === 0)).toEqual({ key: 0, count: 1 });
    expect(rows.at(-1)).toEqual({ key: null, count: 1 });
  });

  it('gives every day, week and month of the period, zeros included', async () => {
    const firstDays = { period: { from: march.from, to: kuwait('2026-03-05T06:00') } };
    expect(await countBy(database.db, firstDays, 'day')).toEqual([
      { key: '2026-03-01', count: 2 },
      { key: '2026-03-02', count: 0 },
      { key: '2026-03-03', count: 2 },
      { key: '2026-03-04', count: 0 },
      { key: '2026-03-05', count: 0 },
    ]);
    const weeks = await countBy(database.db, { period: march }, 'week');
    expect(weeks.map((r) => r.key)).toEqual([
      '2026-03-01',
      '2026-03-08',
      '2026-03-15',
      '2026-03-22',
      '2026-03-29',
    ]);
    expect(weeks.map((r) => r.count)).toEqual([5, 1, 0, 0, 1]);
    const half = { period: { from: kuwait('2026-02-14T00:00'), to: kuwait('2026-04-02T00:00') } };
    expect(await countBy(database.db, half, 'month')).toEqual([
      { key: '2026-02-01', count: 0 },
      { key: '2026-03-01', count: 7 },
      { key: '2026-04-01', count: 1 },
    ]);
  });

  it('lists the latest first', async () => {
    const [first, second] = await listRecent(database.db, { period: march }, 2);
    expect(first).toMatchObject({
      occurredAt: kuwait('2026-03-31T23:59'),
      latitude: 29.3339,
      longitude: 48.0761,
    });
    expect(second).toMatchObject({ areaId: null, latitude: null, longitude: null, synthetic: true });
  });

  it('builds dense daily series for the country, a governorate and an area', async () => {
    const country = await dailyCounts(database.db, { scope: 'country', id: '' }, '2026-03-01', '2026-03-07');
    expect(country.startDay).toBe(dayOfDate('2026-03-01'));
    expect([...country.counts]).toEqual([2, 0, 2, 0, 0, 1]);
    const area = await dailyCounts(
      database.db,
      { scope: 'area', id: 'salmiya', offences: ['theft'] },
      '2026-03-01',
      '2026-03-04',
    );
    expect([...area.counts]).toEqual([1, 0, 1]);
    const quiet = await dailyCounts(
      database.db,
      { scope: 'governorate', id: 'capital' },
      '2026-03-01',
      '2026-03-03',
    );
    expect([...quiet.counts]).toEqual([0, 0]);
    const all = await dailyCountsByScope(database.db, 'governorate', '2026-03-01', '2026-03-31');
    expect([...all.keys()].sort()).toEqual(['hawalli', 'jahra']);
  });

  it('tells how fresh and how real the data are', async () => {
    expect(await freshness(database.db)).toEqual({
      latestOccurredAt: kuwait('2026-04-01T00:00'),
      latestBatchAt: null,
      syntheticShare: 1 / 8,
      synthetic: 1,
      total: 8,
      quarantined: 0,
    });
  });

  it('keeps an incident that is stored under the same id', async () => {
    const known = { ...at('2027-01-01T00:00'), sourceId: '1' };
    expect(await insertIncidents(database.db, [known])).toBe(0);
    expect((await freshness(database.db)).total).toBe(8);
  });
});

describe('the kept totals', () => {
  const database = useDatabase();
  const incident = incidentFactory('police');
  const quoted = async () => {
    const { total, synthetic } = await freshness(database.db);
    return {
      total,
      synthetic,
      positioned: await countPositions(database.db, 'police'),
    };
  };

  it('follow whatever happens to incidents', async () => {
    await seedTestPlaces(database.db);
    const nowhere = { latitude: null, longitude: null };
    await insertIncidents(database.db, [incident({ synthetic: true }), incident(nowhere), incident()]);
    expect(await quoted()).toEqual({ total: 3, synthetic: 1, positioned: 2 });
    await rowsOf(
      database.db,
      "UPDATE incidents_clean SET synthetic = false, geom = NULL WHERE source_id = '1'",
    );
    expect(await quoted()).toEqual({ total: 3, synthetic: 0, positioned: 1 });
    await rowsOf(database.db, "DELETE FROM incidents_clean WHERE source_id = '3'");
    expect(await quoted()).toEqual({ total: 2, synthetic: 0, positioned: 0 });
    await rowsOf(database.db, 'TRUNCATE incidents_clean');
    expect(await quoted()).toEqual({ total: 0, synthetic: 0, positioned: 0 });
  });
});

describe('references of incidents', () => {
  const database = useDatabase();
  const incident = incidentFactory('police');
  beforeAll(() => seedTestPlaces(database.db));

  it.each(['offenceId', 'areaId', 'governorateId'])('are refused when %s is not known', async (field) => {
    const stored = insertIncidents(database.db, [incident(), incident({ [field]: 'nowhere' })]);
    await expect(stored).rejects.toThrow(/refers by .* to what is not in/);
    expect((await freshness(database.db)).total).toBe(0);
  });

  it('keep what they refer to from being deleted or renamed', async () => {
    await insertIncidents(database.db, [incident({ areaId: 'salmiya' })]);
    for (const sql of [
      "DELETE FROM areas WHERE id = 'salmiya'",
      "UPDATE offences SET id = 'x' WHERE id = 'theft'",
    ]) {
      await expect(rowsOf(database.db, sql)).rejects.toThrow(/still referred to by incidents_clean/);
    }
  });
});

describe('without any incident', () => {
  const database = useDatabase();

  it('says so instead of dividing by nothing', async () => {
    expect(await freshness(database.db)).toMatchObject({
      latestOccurredAt: null,
      syntheticShare: 0,
      total: 0,
    });
    expect((await countIncidents(database.db, { period: march })).count).toBe(0);
  });
});
