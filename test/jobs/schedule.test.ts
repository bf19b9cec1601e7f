import { beforeEach, describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config.js';
import { dayOfDate } from '../../src/domain/period.js';
import { dueRun, type Schedule, startDueRuns } from '../../src/jobs/schedule.js';
import { openDatabase, rowsOf } from '../../src/store/database.js';
import { useDatabase, workerEndpoint } from '../support/database.js';

const database = useDatabase();
beforeEach(() => database.db.knex.raw('DELETE FROM jobs; DELETE FROM runs'));

const KUWAIT = 'Asia/Kuwait';
const NIGHTLY: Schedule = { job: 'nightly-pipeline', cron: '0 2 * * *' };
const config = loadConfig({});
const at = (iso: string, db = database.db) => ({ db, config, clock: { now: () => new Date(iso) } });
const runs = () =>
  rowsOf<{ job: string; local_date: string }>(
    database.db,
    'SELECT job, local_date FROM runs ORDER BY local_date, job',
  );

describe('the run that is due', () => {
  it('is the latest one, on the wall clock and the calendar of the time zone', () => {
    const due = (iso: string) => dueRun(new Date(iso), '0 2 * * *', KUWAIT);
    expect(due('2026-03-18T01:59:59.999+03:00').localDate).toBe('2026-03-17');
    expect(due('2026-03-18T02:00:00.000+03:00')).toEqual({
      at: new Date('2026-03-17T23:00:00Z'),
      localDate: '2026-03-18',
    });
    expect(due('2026-03-18T23:59:00+03:00').localDate).toBe('2026-03-18');
  });

  it('comes once on the days when clocks change, and on a leap day', () => {
    const london = (iso: string) => dueRun(new Date(iso), '30 1 * * *', 'Europe/London');
    expect(london('2026-03-29T12:00:00Z').localDate).toBe('2026-03-29');
    expect(london('2026-10-25T00:45:00Z').localDate).toBe(london('2026-10-25T01:45:00Z').localDate);
    expect(dueRun(new Date('2028-02-29T05:00:00Z'), '0 2 * * *', KUWAIT).localDate).toBe('2028-02-29');
  });
});

describe('starting due runs', () => {
  it('creates one run and one job a day, however often and by however many it is asked', async () => {
    const others = [1, 2, 3].map(() => openDatabase(workerEndpoint(), { poolSize: 2 }));
    const start = Date.parse('2028-02-20T00:00:00+03:00');
    const days = 12;
    for (let day = 0; day < days; day++) {
      for (const hour of [1.9, 2.1]) {
        const now = new Date(start + (day * 24 + hour) * 3_600_000).toISOString();
        await Promise.all(others.map((db) => startDueRuns(at(now, db), [NIGHTLY])));
      }
    }
    for (const db of others) await db.close();
    const dates = (await runs()).map((run) => dayOfDate(run.local_date));
    expect(dates).toEqual(Array.from({ length: days + 1 }, (_, n) => dayOfDate('2028-02-19') + n));
    expect(await rowsOf(database.db, 'SELECT 1 FROM jobs')).toHaveLength(days + 1);
  });

  it('makes up the latest run after a standstill, and only that one', async () => {
    await startDueRuns(at('2026-03-10T02:00:05+03:00'), [NIGHTLY]);
    expect(await startDueRuns(at('2026-03-18T06:00:00+03:00'), [NIGHTLY])).toEqual(['nightly-pipeline']);
    expect((await runs()).map((run) => run.local_date)).toEqual(['2026-03-10', '2026-03-18']);
  });

  it('starts nothing anew when the clock jumps back', async () => {
    await startDueRuns(at('2026-03-18T02:10:00+03:00'), [NIGHTLY]);
    expect(await startDueRuns(at('2026-03-18T01:10:00+03:00'), [NIGHTLY])).toEqual(['nightly-pipeline']);
    expect(await startDueRuns(at('2026-03-18T02:00:00+03:00'), [NIGHTLY])).toEqual([]);
    expect((await runs()).map((run) => run.local_date)).toEqual(['2026-03-17', '2026-03-18']);
  });

  it('leaves out a run that is later than its schedule bears', async () => {
    const briefing: Schedule = { job: 'send-briefings', cron: '30 6 * * *', latestMinutes: 240 };
    expect(await startDueRuns(at('2026-03-18T10:31:00+03:00'), [briefing])).toEqual([]);
    expect(await startDueRuns(at('2026-03-18T10:30:00+03:00'), [briefing])).toEqual(['send-briefings']);
  });

  it('tells the job which run it is for', async () => {
    await startDueRuns(at('2026-03-18T02:00:00+03:00'), [NIGHTLY]);
    const [row] = await rowsOf<{ id: number; payload: unknown }>(
      database.db,
      'SELECT r.id, j.payload FROM runs r, jobs j',
    );
    expect(row?.payload).toEqual({ runId: row?.id });
  });
});
