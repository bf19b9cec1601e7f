import { setTimeout as delay } from 'node:timers/promises';
import { dateOfDay, dayOfDate, type LocalDate, localTime } from '../../src/domain/period.js';
import { type Schedule, startDueRuns } from '../../src/jobs/schedule.js';
import { type Db, rowOf, rowsOf } from '../../src/store/database.js';
import { claimJobs, insertJob } from '../../src/store/jobs.js';
import { until } from './checker.js';
import type { FaultTest } from './fault-test.js';
import { countOf, inLanes } from './inbound.js';
import type { Kit } from './kit.js';

const NIGHT: readonly Schedule[] = [{ job: 'nightly-pipeline', cron: '0 2 * * *' }];
const MINUTE = 60_000;

/** Instances with clocks of their own over one database. */
async function instances(kit: Kit, count: number, environment: Record<string, string> = {}) {
  const database = await kit.database();
  const settings = { ...kit.settings(database, {}), ...environment };
  const clocks = Array.from({ length: count }, () => ({ at: new Date(0) }));
  const runtimes = clocks.map((clock) => kit.runtime(database, settings, { clock: { now: () => clock.at } }));
  const look = async () => void (await Promise.all(runtimes.map((runtime) => startDueRuns(runtime, NIGHT))));
  return { db: database.db, clocks, look, zone: runtimes[0]?.config.timeZone ?? '' };
}

const runDays = async (db: Db) =>
  (
    await rowsOf<{ day: LocalDate }>(
      db,
      `SELECT local_date AS day FROM runs WHERE job = 'nightly-pipeline' ORDER BY local_date`,
    )
  ).map(({ day }) => day);

/** Several instances ring the same bell, some of them late. */
export const everyDayOnce: FaultTest = {
  name: 'D9',
  title: '4 instances, the same schedule, many simulated days; some nights all are down 01:50-06:00',
  bar: 'each daily run exactly once, caught up at the first look, for the right day',
  needs: 'database',
  n: { short: 6, full: 1000 },
  fullMinutes: 5,
  pace: 'waits',
  async run(kit, days) {
    const { db, clocks, look, zone } = await instances(kit, 4);
    const first = Date.parse('2026-01-01T02:00:00+03:00');
    // Whoever starts for the first time makes up the night before.
    const expected: LocalDate[] = [localTime(new Date(first - 24 * 60 * MINUTE), zone).date];
    let late = 0;
    for (let day = 0; day < days; day++) {
      kit.progress(`day ${day + 1} of ${days}`);
      const due = first + day * 24 * 60 * MINUTE;
      expected.push(localTime(new Date(due), zone).date);
      const isDown = day % 3 === 2;
      const moments = isDown ? [-15, 241, 300] : [-1, 0, 1, 30, 600];
      for (const minutes of moments) {
        for (const [i, clock] of clocks.entries()) clock.at = new Date(due + minutes * MINUTE + i * 250);
        await look();
        if (minutes === (isDown ? 241 : 1) && (await countOf(db, 'runs')) !== expected.length) late += 1;
      }
    }
    const found = await runDays(db);
    const jobs = await countOf(db, `jobs WHERE name = 'nightly-pipeline'`);
    const same = found.join() === expected.join();
    return {
      figure: `${days} days: ${found.length - 1} runs and ${jobs - 1} jobs, ${same ? 'each day once' : 'NOT each day once'}, ${late} late`,
      met: same && jobs === days + 1 && late === 0,
    };
  },
};

/** Clocks that jump, differ, meet a leap day, or live where the hour changes. */
export const oddClocks: FaultTest = {
  name: 'D10',
  title: 'clock jumps of an hour, 90 s of skew, a leap day, a zone that changes its hour',
  bar: 'no run twice or missing; leases go by the database’s clock',
  needs: 'database',
  n: { short: 2, full: 400 },
  fullMinutes: 35,
  pace: 'waits',
  async run(kit, days) {
    const wrong: string[] = [];
    for (const [zone, start] of [
      ['Asia/Kuwait', '2028-02-28T00:00:00Z'],
      ['Europe/London', '2026-03-28T00:00:00Z'],
      ['Europe/London', '2026-10-24T00:00:00Z'],
    ] as const) {
      const { db, clocks, look } = await instances(kit, 2, { TIME_ZONE: zone });
      const began = Date.parse(start);
      for (let hour = 0; hour < days * 24; hour++) {
        const jump = hour % 7 === 3 ? 60 * MINUTE : hour % 7 === 5 ? -60 * MINUTE : 0;
        for (const [i, clock] of clocks.entries())
          clock.at = new Date(began + hour * 60 * MINUTE + jump + i * 90_000);
        await look();
      }
      const found = await runDays(db);
      const first = dayOfDate(found[0] ?? '1970-01-01');
      const expected = found.map((_, i) => dateOfDay(first + i));
      if (found.join() !== expected.join() || found.length < days) wrong.push(`${zone} ${start}`);
    }
    const stolen = await stolenLeases(kit);
    return {
      figure: `3 times ${days} days by the hour: ${wrong.length} calendars wrong${wrong.length > 0 ? ` (${wrong.join('; ')})` : ''}; ${stolen} leases lost to a clock an hour ahead`,
      met: wrong.length === 0 && stolen === 0,
    };
  },
};

/** A worker whose clock is an hour ahead must not take what another holds. */
async function stolenLeases(kit: Kit): Promise<number> {
  const { db } = await kit.database();
  const job = {
    name: 'sweep',
    payload: {},
    key: null,
    sequence: null,
    runAfterSeconds: 0,
    priority: 0,
    maxAttempts: 5,
  };
  for (let i = 0; i < 20; i++) await insertJob(db, job);
  const claim = {
    names: ['sweep'],
    limit: 20,
    backgroundLimit: 20,
    interactivePriority: 9,
    leaseSeconds: 10,
    running: [],
  };
  await claimJobs(db, { ...claim, owner: 'here' });
  // Leases are written and read in the database alone: no clock of ours goes into the question.
  const { claimed } = await claimJobs(db, { ...claim, owner: 'an hour ahead' });
  return claimed.length;
}

const LANES = 4;
const STAGE_TABLES = ['zones_hotspots', 'predictions', 'alerts_log'] as const;

/** The night's worker dies in each stage; the next one goes on. */
export const killedNight: FaultTest = {
  name: 'D11',
  title: 'the night killed in each stage',
  bar: 'goes on where it was; the outcome is that of a night in peace',
  needs: 'server',
  n: { short: 1, full: 34 },
  fullMinutes: 30,
  pace: 'waits',
  async run(kit, rounds) {
    const peaceful = await night(kit, []);
    const outcomes: string[] = [];
    // Most of a night here is waiting for a lease to lapse: they share the machine well.
    await inLanes(LANES, Array.from({ length: rounds }), async () => {
      outcomes.push(await night(kit, STAGE_TABLES));
      kit.progress(`${outcomes.length} of ${rounds} nights`);
    });
    const different = outcomes.filter((outcome) => outcome !== peaceful);
    return {
      figure: `${rounds} nights with a kill in each of ${STAGE_TABLES.length} stages: ${different.length} ended otherwise than "${peaceful}"${different[0] ? `, as "${different[0]}"` : ''}`,
      met: different.length === 0 && peaceful.startsWith('finished'),
    };
  },
};

/** Runs a night, killing its worker when it needs each of these tables. Returns what came of it, in words. */
async function night(kit: Kit, tables: readonly string[]): Promise<string> {
  const database = await kit.database();
  const { db } = database;
  const settings = {
    ...kit.settings(database, {}),
    DEMO_INCIDENTS: '3000',
    CLOCK_AT: '2026-03-18T03:00:00+03:00',
    PIPELINE_CRON: '0 2 * * *',
  };
  for (const table of tables) {
    const lock = await db.knex.transaction();
    await lock.raw(`LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
    const worker = await kit.program('worker', settings);
    const waiting = () => countOf(db, `pg_locks WHERE NOT granted AND relation = '${table}'::regclass`);
    await until(180, `the night needs ${table}`, async () => (await waiting()) > 0);
    await worker.kill();
    await lock.rollback();
    await delay(200);
  }
  const worker = await kit.program('worker', settings);
  const status = async () =>
    (await rowsOf<{ status: string }>(db, `SELECT status FROM runs WHERE job = 'nightly-pipeline'`))[0]
      ?.status;
  await until(240, 'the night is over', async () => ['finished', 'failed'].includes((await status()) ?? ''));
  await worker.kill();
  const counts = await rowOf<Record<string, number>>(
    db,
    `SELECT (SELECT count(*) FROM runs WHERE job = 'nightly-pipeline') AS runs,
       (SELECT count(*) FROM zones_hotspots) AS hotspots, (SELECT count(*) FROM predictions) AS predictions,
       (SELECT count(*) FROM alerts_log) AS alerts, (SELECT count(*) FROM outbox WHERE purpose = 'alert') AS messages`,
  );
  return `${await status()}: ${Object.entries(counts)
    .map(([name, n]) => `${n} ${name}`)
    .join(', ')}`;
}
