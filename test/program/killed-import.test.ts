import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { loadOffences } from '../../src/gazetteer/gazetteer.js';
import type { DirtTruth } from '../../src/ingest/demo/dirt.js';
import { writeDirtyCsv } from '../../src/ingest/demo/dirty-csv.js';
import { demoIncidents } from '../../src/ingest/demo/generate.js';
import { demoSources } from '../../src/ingest/demo/seed.js';
import type { EtlReport } from '../../src/ingest/report.js';
import { openDatabase, rowsOf } from '../../src/store/database.js';
import { type Home, newHome, runCommand, startCommand } from '../support/program.js';

/**
 * Several transactions' worth, of which a server takes more rows in one; over so many years that no two incidents are
 * alike by chance.
 */
const INCIDENTS = { embedded: { count: 6_000, years: 1 }, server: { count: 40_000, years: 3 } };
const SOON = { timeout: 60_000, interval: 10 };

let home: Home;
let path: string;
let truth: DirtTruth;

beforeAll(async () => {
  home = await newHome();
  const server = home.environment.DATABASE_URL !== undefined;
  // A home on a server begins as an empty database.
  if (server) {
    const migrated = await runCommand(['migrate'], home.environment);
    expect(migrated.code, migrated.output).toBe(0);
  }
  path = join(home.environment.DATA_DIR ?? '', 'dirty.csv');
  const sources = { ...demoSources('Asia/Kuwait'), offences: loadOffences() };
  const until = new Date('2026-03-18T10:15:00+03:00');
  truth = await writeDirtyCsv(
    path,
    demoIncidents(sources, { ...INCIDENTS[server ? 'server' : 'embedded'], seed: 7, until }),
    sources,
    7,
  );
});

afterAll(() => home.remove());

/** Asks the database of the running command, or of nobody's when the home is on a server. */
async function asked<R>(sql: string): Promise<R[]> {
  const db = openDatabase(home.endpoint());
  try {
    return await rowsOf<R>(db, sql);
  } finally {
    await db.close();
  }
}

const rowsStored = async (): Promise<number> =>
  (await asked<{ n: number }>('SELECT coalesce(max(rows_read), 0) AS n FROM ingest_batches'))[0]?.n ?? 0;

/** Starts the import and kills it as soon as it has stored more than `rows`. @returns the rows that it had stored. */
async function killedBeyond(rows: number): Promise<number> {
  const command = startCommand(['etl', path, '--source', 'killed', '--json'], home.environment);
  const stored = await vi.waitFor(async () => {
    if (!command.runs()) return Number.POSITIVE_INFINITY;
    const now = await rowsStored();
    expect(now).toBeGreaterThan(rows);
    return now;
  }, SOON);
  await command.kill();
  expect(stored, command.output()).toBeLessThan(truth.rows);
  return stored;
}

async function importAs(source: string): Promise<EtlReport> {
  const { code, output } = await runCommand(['etl', path, '--source', source, '--json'], home.environment);
  expect(code, output).toBe(0);
  return JSON.parse(output.slice(output.indexOf('{\n'))) as EtlReport;
}

describe('an import that is killed (-9) twice and started again', () => {
  let resumed: EtlReport;
  let first: number;
  beforeAll(async () => {
    first = await killedBeyond(0);
    await killedBeyond(first);
    resumed = await importAs('killed');
  }, 300_000);

  it('goes on behind what was stored, and accounts for every row as if nothing had happened', () => {
    expect(resumed.resumedAfter).toBeGreaterThan(first);
    expect(resumed.read).toBe(truth.rows);
    expect(resumed.accepted).toBe(truth.accepted);
    expect(resumed.duplicate).toBe(truth.duplicate);
    expect(resumed.quarantinedBy).toEqual(truth.quarantinedBy);
    const { reported_late: _, ...flags } = resumed.flags;
    expect(flags).toEqual(truth.flags);
  });

  it('stores the rows that an undisturbed import stores, none twice and none missing', async () => {
    const undisturbed = await importAs('undisturbed');
    expect(undisturbed.firstLines).toEqual(resumed.firstLines);
    const keeper = startCommand(['console'], home.environment);
    try {
      const differing = await vi.waitFor(() => asked<{ n: number }>(DIFFERING), SOON);
      expect(differing).toEqual([
        { what: 'raw', n: 0, of: truth.rows },
        { what: 'clean', n: 0, of: truth.accepted },
      ]);
    } finally {
      await keeper.kill();
    }
  }, 300_000);
});

const side = (source: string, columns: string, table: string) =>
  `SELECT ${columns} FROM ${table} t JOIN ingest_batches b ON b.id = t.batch_id WHERE b.source = '${source}'`;
const RAW = 't.line, t.source_id, t.payload, t.status, t.reasons';
// Twins are looked for among all sources: those of the second import have found the first.
const CLEAN = `t.line, t.source_id, t.occurred_at, t.reported_at, t.local_date, t.hour, t.offence_id, t.area_id,
  t.governorate_id, t.block, t.geom::text, t.discovered, array_remove(t.quality, 'possible_duplicate'), t.content_hash`;

/** Rows of either import that the other lacks (a row that is there twice counts), and how many there are. */
const compared = (what: string, columns: string, table: string) => {
  const [a, b] = [side('killed', columns, table), side('undisturbed', columns, table)];
  return `SELECT '${what}' AS what,
    (SELECT count(*) FROM ((${a} EXCEPT ALL ${b}) UNION ALL (${b} EXCEPT ALL ${a})) AS d) AS n,
    (SELECT count(*) FROM (${a}) AS all_of_them) AS of`;
};
const DIFFERING = `${compared('raw', RAW, 'incidents_raw')} UNION ALL ${compared('clean', CLEAN, 'incidents_clean')}`;
