import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { mapPoints } from '../../src/alerts/hotspot-points.js';
import { createCalendar } from '../../src/domain/calendar.js';
import { dayOfDate } from '../../src/domain/period.js';
import { loadGazetteer, loadOffences } from '../../src/gazetteer/gazetteer.js';
import type { DirtTruth } from '../../src/ingest/demo/dirt.js';
import { writeDirtyCsv } from '../../src/ingest/demo/dirty-csv.js';
import { demoIncidents } from '../../src/ingest/demo/generate.js';
import { demoSources } from '../../src/ingest/demo/seed.js';
import { type ImportOptions, importCsv } from '../../src/ingest/etl.js';
import { parseMapping } from '../../src/ingest/mapping.js';
import type { IngestRuntime } from '../../src/ingest/prepare.js';
import { findBatch, listQuarantined } from '../../src/store/batches.js';
import { rowOf, rowsOf } from '../../src/store/database.js';
import { countIncidents, freshness, listRecent } from '../../src/store/incidents.js';
import { useDatabase } from '../support/database.js';
import { seedTestPlaces } from '../support/incident-factory.js';

const NOW = new Date('2026-03-18T10:15:00+03:00');
const ALWAYS = { period: { from: new Date(0), to: new Date('2100-01-01') } };
const folder = mkdtempSync(join(tmpdir(), 'khareetaty-etl-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function fileOf(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe('importing a CSV', () => {
  const database = useDatabase();
  const knowledge = { gazetteer: loadGazetteer(), offences: loadOffences(), calendar: createCalendar() };
  const runtime = (): IngestRuntime => ({
    db: database.db,
    clock: { now: () => NOW },
    log: pino({ level: 'silent' }),
    config: { timeZone: 'Asia/Kuwait' },
    knowledge,
  });
  const importing = (path: string, options: Partial<ImportOptions> = {}) =>
    importCsv(runtime(), { path, ...options });
  const rows = (...lines: string[]) => `id,occurred_at,offence,lat,lon,area\n${lines.join('\n')}\n`;
  const latest = async () => (await listRecent(database.db, ALWAYS, 1))[0];

  beforeAll(() => seedTestPlaces(database.db));
  beforeEach(() =>
    rowsOf(database.db, 'TRUNCATE incidents_clean, incidents_raw, ingest_batches RESTART IDENTITY'),
  );

  describe('as dirty as they come', () => {
    let path: string;
    let truth: DirtTruth;
    beforeAll(async () => {
      const sources = { ...demoSources('Asia/Kuwait'), offences: loadOffences() };
      path = join(folder, 'dirty.csv');
      const incidents = demoIncidents(sources, { count: 3000, seed: 3, until: NOW, years: 1 });
      truth = await writeDirtyCsv(path, incidents, sources, 3);
    });

    it('accounts for every row, by the very reasons and doubts that were put in', async () => {
      const report = await importing(path, { synthetic: true });
      expect(report.read).toBe(truth.rows);
      expect(report.accepted + report.quarantined + report.duplicate).toBe(report.read);
      expect(report.accepted).toBe(truth.accepted);
      expect(report.duplicate).toBe(truth.duplicate);
      expect(report.quarantinedBy).toEqual(truth.quarantinedBy);
      const { reported_late: _, ...flags } = report.flags;
      expect(flags).toEqual(truth.flags);
      expect(report.piles).toHaveLength(1);
    });

    it('keeps every row as it came, and stores what it reports', async () => {
      const report = await importing(path);
      const stored = await rowsOf<{ status: string; n: number }>(
        database.db,
        'SELECT status, count(*) AS n FROM incidents_raw GROUP BY 1',
      );
      expect(Object.fromEntries(stored.map((s) => [s.status, s.n]))).toEqual({
        accepted: report.accepted,
        quarantined: report.quarantined,
        duplicate: report.duplicate,
      });
      expect((await countIncidents(database.db, ALWAYS)).count).toBe(report.accepted);
      expect(await freshness(database.db)).toMatchObject({
        quarantined: report.quarantined,
        latestBatchAt: NOW,
      });
      const refused = await listQuarantined(database.db, report.batchId ?? 0, 10_000);
      expect(refused.every((r) => r.reasons.length > 0)).toBe(true);
      const lines = readFileSync(path, 'utf8').split('\n');
      const cut = refused.find((r) => r.reasons[0] === 'truncated_row');
      expect(cut?.payload).toBe(lines.at(-1));
    });

    it('puts incidents where and when the truth has them, whatever way they were written', async () => {
      await importing(path);
      const sources = demoSources('Asia/Kuwait');
      const truths = new Map(
        [...demoIncidents(sources, { count: 3000, seed: 3, until: NOW, years: 1 })].map((i) => [
          i.sourceId,
          i,
        ]),
      );
      const wrong: string[] = [];
      for (const stored of await listRecent(database.db, ALWAYS, 10_000)) {
        const own = truths.get(stored.sourceId);
        const doubtful =
          stored.quality.includes('time_unknown') || stored.quality.includes('coordinate_pile');
        if (!own || doubtful) continue;
        if (Math.abs(own.occurredAt.getTime() - stored.occurredAt.getTime()) > 0)
          wrong.push(`${own.sourceId} time`);
        if (own.areaId !== stored.areaId) wrong.push(`${own.sourceId} area`);
        const apart = Math.abs(own.latitude - (stored.latitude ?? own.latitude));
        if (apart > 2e-5) wrong.push(`${own.sourceId} position`);
      }
      expect(wrong).toEqual([]);
    });

    it('changes nothing when it comes again', async () => {
      const first = await importing(path);
      const again = await importing(path);
      expect(again).toMatchObject({
        alreadyImported: true,
        accepted: first.accepted,
        batchId: first.batchId,
      });
      expect((await countIncidents(database.db, ALWAYS)).count).toBe(first.accepted);
    });

    it('stores nothing in a dry run, and counts the same', async () => {
      const dry = await importing(path, { dryRun: true });
      expect((await countIncidents(database.db, ALWAYS)).count).toBe(0);
      const real = await importing(path);
      expect(dry.batchId).toBeNull();
      const { coordinate_pile: _, ...flags } = real.flags;
      expect({ ...dry.quarantinedBy, ...dry.flags }).toEqual({ ...real.quarantinedBy, ...flags });
      expect([dry.accepted, dry.duplicate]).toEqual([real.accepted, real.duplicate]);
    });

    it('goes on where it stopped, and ends as if it had never stopped', async () => {
      const stopped = importing(path, {
        chunkRows: 1000,
        onProgress: ({ stage, rows: done }) => {
          if (stage === 'import' && done >= 2000) throw new Error('killed');
        },
      });
      await expect(stopped).rejects.toThrow('killed');
      expect((await countIncidents(database.db, ALWAYS)).count).toBeGreaterThan(1500);
      const resumed = await importing(path);
      expect(resumed.resumedAfter).toBe(2000);
      expect(resumed.read).toBe(truth.rows);
      expect(resumed.quarantinedBy).toEqual(truth.quarantinedBy);
      expect((await countIncidents(database.db, ALWAYS)).count).toBe(truth.accepted);
    });
  });

  it('updates an incident that a later file corrects, and keeps both rows', async () => {
    await importing(fileOf('a.csv', rows('1,2026-03-01 10:00,theft,29.3339,48.0761,')));
    const report = await importing(fileOf('b.csv', rows('1,2026-03-01 11:00,burglary,29.3339,48.0761,')));
    expect(report).toMatchObject({ accepted: 1, corrected: 1, duplicate: 0 });
    expect(await latest()).toMatchObject({
      offenceId: 'burglary',
      occurredAt: new Date('2026-03-01T08:00:00Z'),
    });
    expect((await rowOf<{ n: number }>(database.db, 'SELECT count(*) AS n FROM incidents_raw')).n).toBe(2);
  });

  it('goes on beside another file of its source that stores some of its ids meanwhile', async () => {
    const other = fileOf('other.csv', rows('2,2026-03-01 10:00,theft,29.3339,48.0761,'));
    const mine = fileOf(
      'mine.csv',
      rows('1,2026-03-01 10:00,theft,29.3339,48.0761,', '2,2026-03-01 11:00,theft,29.3339,48.0761,'),
    );
    let interfered = false;
    const knex = new Proxy(database.db.knex, {
      get(target, key) {
        if (key !== 'transaction' || interfered) return Reflect.get(target, key);
        return async (work: Parameters<typeof target.transaction>[0]) => {
          interfered = true;
          await importing(other);
          return target.transaction(work);
        };
      },
    });
    const report = await importCsv({ ...runtime(), db: { ...database.db, knex } }, { path: mine });
    expect(interfered).toBe(true);
    expect(report).toMatchObject({ read: 2, accepted: 2, corrected: 1, quarantined: 0, duplicate: 0 });
    expect((await countIncidents(database.db, ALWAYS)).count).toBe(2);
  });

  it('counts what an overlapping file says again as duplicates, in whatever writing', async () => {
    await importing(fileOf('c.csv', rows('1,2026-03-01 10:00,theft,29.3339,48.0761,')));
    const again = rows(
      '1,01/03/2026 10:00,سرقة,48.0761,29.3339,',
      '2,15/03/2026 10:00,سرقة,29.3339,48.0761,',
    );
    expect(await importing(fileOf('d.csv', again))).toMatchObject({
      accepted: 1,
      duplicate: 1,
      corrected: 0,
    });
  });

  it('keeps sources apart', async () => {
    const path = fileOf('e.csv', rows('1,2026-03-01 10:00,theft,29.3339,48.0761,'));
    await importing(path, { source: 'police' });
    expect(await importing(path, { source: 'traffic' })).toMatchObject({ accepted: 1, duplicate: 0 });
  });

  it('goes on past an id that the database could not keep as it came', async () => {
    const path = fileOf('nul.csv', rows('N-\u0000A1,2026-03-17 22:30,theft,29.3341,48.0762,Salmiya'));
    expect(await importing(path)).toMatchObject({ read: 1, accepted: 1 });
  });

  it('does not let one id mean two incidents in one file', async () => {
    const text = rows(
      '1,2026-03-01 10:00,theft,29.3339,48.0761,',
      '1,2026-03-02 10:00,theft,29.3339,48.0761,',
    );
    expect((await importing(fileOf('f.csv', text))).quarantinedBy).toEqual({ id_conflict: 1 });
  });

  it('places incidents by position, by the nearest shore, by name, or by governorate', async () => {
    const text = [
      'id,occurred_at,offence,lat,lon,area,governorate',
      '1,2026-03-01 10:00,theft,29.34,48.10,,',
      '2,2026-03-01 11:00,theft,,,السالمية,',
      '3,2026-03-01 12:00,theft,,,,حولي',
      '4,2026-03-01 13:00,theft,29.3339,48.0761,Jahra,',
      '5,2026-03-01 14:00,theft,28.9,48.85,Salmiya,',
      '6,2026-03-01 15:00,theft,28.9,48.85,,',
      '',
    ].join('\n');
    const report = await importing(fileOf('g.csv', text));
    expect(report.quarantinedBy).toEqual({ outside_country: 1 });
    const stored = (await listRecent(database.db, ALWAYS, 10)).reverse();
    expect(stored.map((i) => [i.areaId, i.governorateId, i.latitude !== null, [...i.quality]])).toEqual([
      ['salmiya', 'hawalli', true, ['area_nearest']],
      ['salmiya', 'hawalli', false, ['no_position', 'area_from_name']],
      [null, 'hawalli', false, ['no_position', 'area_from_name']],
      ['salmiya', 'hawalli', true, ['position_outside_area']],
      ['salmiya', 'hawalli', false, ['position_outside_area', 'no_position', 'area_from_name']],
    ]);
  });

  it('says which words for an area it could not read, instead of losing them', async () => {
    const lines = ['Zone 7', 'Zone 7', 'Sector K', 'Salmiya', '-'].map(
      (area, i) => `${i},2026-03-01 1${i}:00,theft,,,${area}`,
    );
    const report = await importing(
      fileOf('unread.csv', rows(...lines, '9,2026-03-02 09:00,theft,29.3339,48.0761,Zone 7')),
    );
    expect(report).toMatchObject({ accepted: 6, flags: { area_unknown: 3, area_from_name: 1 } });
    expect(report.notes.join()).toContain('3 rows without a position name an area that is not known');
    expect(report.notes.join()).toContain('"Zone 7" 2, "Sector K" 1;');
  });

  it('puts no incident on the first of a month because its day is missing', async () => {
    const lines = ['2025,3,18', '2025,4,', '2025,5,-', '2025,6,1'].map((date, i) => `${i},${date},theft`);
    const report = await importing(fileOf('noday.csv', `id,year,month,day,offence\n${lines.join('\n')}\n`));
    expect(report).toMatchObject({ accepted: 2, quarantinedBy: { missing_day: 2 } });
    expect(report.notes.join()).toContain('2 rows tell year and month, but no day');
    const monthly = 'id,year,month,offence\n1,2025,3,theft\n2,2025,4,theft\n';
    await expect(importing(fileOf('monthly.csv', monthly))).rejects.toThrow('but no day');
  });

  it('derives the features of the local clock and calendar', async () => {
    await importing(fileOf('h.csv', rows('1,2026-02-25T21:30:00Z,theft,29.3339,48.0761,')));
    const row = await rowOf(
      database.db,
      'SELECT local_date, hour, weekday, weekend, part_of_day, month, ramadan, holiday FROM incidents_clean',
    );
    expect(row).toEqual({
      local_date: '2026-02-26',
      hour: 0,
      weekday: 4,
      weekend: false,
      part_of_day: 'late_night',
      month: 2,
      ramadan: true,
      holiday: 'national_days',
    });
  });

  it.each<[string, (text: string) => Buffer]>([
    ['UTF-8', (text) => Buffer.from(text)],
    ['UTF-8 with a mark', (text) => Buffer.from(`\ufeff${text}`)],
    ['UTF-16', (text) => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16, the other way round', (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
    ['Arabic Windows', (text) => windows1256(text)],
    ['packed with gzip', (text) => gzipSync(text)],
  ])('reads %s', async (_, encode) => {
    const text = 'رقم البلاغ;التاريخ;نوع الجريمة;المنطقة\r\n1;01/03/2026 10:00;سرقة;السالمية\r\n';
    const report = await importing(fileOf('i.csv', encode(text)));
    expect(report).toMatchObject({ accepted: 1, delimiter: ';' });
    expect(await latest()).toMatchObject({ sourceId: '1', offenceId: 'theft', areaId: 'salmiya' });
  });

  it.each([
    ['sep=;', ';'],
    ['"sep=|"', '|'],
    ['sep=\t', '\t'],
  ])('skips the line of a spreadsheet that names the separator: %j', async (line, delimiter) => {
    const cells = [
      ['id', 'occurred_at', 'offence', 'area'],
      ['1', '2026-03-01 10:00', 'theft', 'Salmiya, Block 2'],
    ];
    const text = cells.map((row) => row.join(delimiter)).join('\r\n');
    const report = await importing(fileOf(`sep${delimiter.charCodeAt(0)}.csv`, `${line}\r\n${text}\r\n`));
    expect(report).toMatchObject({ read: 1, accepted: 1, delimiter });
  });

  it('says as what it read a file that is no UTF-8, and reads Western Windows where the mapping says so', async () => {
    const arabic = windows1256('id,date,offence,area\n1,2026-03-01,سرقة,السالمية\n');
    const guessed = await importing(fileOf('w1256.csv', arabic));
    expect(guessed.notes.join()).toContain('is not in UTF-8: it was read as windows-1256');
    const western = Buffer.from('id,date,offence,area\n2,2026-03-01,Délit,Salmiya\n', 'latin1');
    for (const encoding of ['windows-1252', 'latin1']) {
      const mapping = parseMapping(
        JSON.stringify({ source: encoding, encoding, offences: { Délit: 'theft' } }),
      );
      expect(await importing(fileOf('w1252.csv', western), { mapping })).toMatchObject({
        accepted: 1,
        encoding,
      });
    }
  });

  it('notes that years of two digits stand first, and refuses dates that do not tell', async () => {
    const lines = Array.from({ length: 30 }, (_, i) => `${i},25-09-${String(i + 1).padStart(2, '0')},theft`);
    const report = await importing(fileOf('yy.csv', `id,date,offence\n${lines.join('\n')}\n`));
    expect(report.accepted).toBe(30);
    expect(report.notes.join()).toContain('dates written with "- yy" were read as year/month/day');
    expect((await latest())?.occurredAt).toEqual(new Date('2025-09-30T00:00:00+03:00'));
    const open = await importing(
      fileOf('open.csv', 'id,date,offence\n80,24-09-25,theft\n81,25-10-24,theft\n'),
    );
    expect(open.quarantinedBy).toEqual({ ambiguous_date: 2 });
    expect(open.notes.join()).toContain('do not tell whether the year stands first or last');
  });

  it('reads a source by its mapping file', async () => {
    const text =
      'NR,WHEN,CODE,Y,X\n7,03/04/2025 22:00,X9,29.3339,48.0761\n8,03/04/2025 23:00,Z1,29.3339,48.0761\n';
    const mapping = parseMapping(
      JSON.stringify({
        source: 'legacy',
        columns: { id: 'NR', occurred_at: 'WHEN', offence: 'CODE' },
        dateOrder: 'mdy',
        timeZone: 'UTC',
        offences: { X9: 'arson' },
        offenceFallback: 'theft',
      }),
    );
    const report = await importing(fileOf('j.csv', text), { mapping });
    expect(report).toMatchObject({
      source: 'legacy',
      accepted: 2,
      flags: { offence_unknown: 1, utc_converted: 2 },
    });
    const [, first] = await listRecent(database.db, ALWAYS, 2);
    expect(first).toMatchObject({ offenceId: 'arson', occurredAt: new Date('2025-03-04T22:00:00Z') });
  });

  it('makes ids from the content when there are none or a spreadsheet destroyed them, and says so', async () => {
    const lines = Array.from(
      { length: 20 },
      (_, i) => `1.20058E+13,2026-03-01 10:${10 + i},theft,29.3339,48.0761,`,
    );
    const mangled = await importing(fileOf('k.csv', rows(...lines, lines[0] ?? '')));
    expect(mangled).toMatchObject({ accepted: 20, duplicate: 1 });
    expect(mangled.notes[0]).toMatch(/spreadsheet/);
    const nameless = await importing(fileOf('l.csv', 'date,type\n2026-03-01,theft\n2026-03-02,theft\n'));
    expect(nameless).toMatchObject({ accepted: 2, flags: { time_unknown: 2, no_position: 2 } });
    expect(nameless.notes[0]).toMatch(/no ids/);
  });

  it('takes rows without ids for one incident only when they are equal in every cell', async () => {
    const text = 'date,type,remark\n2026-03-01,theft,a\n2026-03-01,theft,b\n2026-03-01,theft,a\n';
    expect(await importing(fileOf('w.csv', text))).toMatchObject({ accepted: 2, duplicate: 1 });
  });

  it('flags rows that pile up on one coordinate, also those of later files', async () => {
    const offences = ['theft', 'fraud', 'assault', 'burglary', 'arson'];
    const piled = (from: number, n: number) =>
      Array.from({ length: n }, (_, i) => `p${from + i},2026-03-01 10:00,${offences[i % 5]},29.36,47.98,`);
    const spread = Array.from(
      { length: 300 },
      (_, i) => `s${i},2026-03-01 10:00,theft,29.3${100 + i},48.0${100 + i},`,
    );
    const first = await importing(fileOf('m.csv', rows(...piled(0, 40), ...spread)));
    expect(first.piles).toEqual([{ latitude: 29.36, longitude: 47.98, incidents: 40 }]);
    expect(first.flags.coordinate_pile).toBe(40);
    const later = await importing(fileOf('n.csv', rows(...piled(40, 3))));
    expect(later.flags.coordinate_pile).toBe(3);
  });

  it('finds piles also when the import of their file was broken off', async () => {
    const offences = ['theft', 'fraud', 'assault', 'burglary', 'arson'];
    const piled = Array.from(
      { length: 60 },
      (_, i) => `p${i},2026-03-01 10:00,${offences[i % 5]},29.36,47.98,`,
    );
    const spread = Array.from(
      { length: 2000 },
      (_, i) => `s${i},2026-03-01 10:00,theft,29.${3000 + i},48.0${1000 + i},`,
    );
    const path = fileOf('q.csv', rows(...piled, ...spread));
    const stopped = importing(path, {
      onProgress: ({ stage }) => {
        if (stage === 'import') throw new Error('killed');
      },
    });
    await expect(stopped).rejects.toThrow('killed');
    const resumed = await importing(path);
    expect(resumed.resumedAfter).toBeGreaterThan(0);
    expect(resumed.piles).toEqual([{ latitude: 29.36, longitude: 47.98, incidents: 60 }]);
    expect(resumed.flags.coordinate_pile).toBe(60);
  }, 90_000);

  it('takes fewer rows at a time when they are long', async () => {
    const story = 'x'.repeat(50_000);
    const long = Array.from(
      { length: 200 },
      (_, i) => `l${i},2026-03-01 10:00,theft,29.3339,48.0761,${story}`,
    );
    const stored: number[] = [];
    const report = await importing(fileOf('long.csv', rows(...long)), {
      onProgress: (progress) => {
        if (progress.stage === 'import') stored.push(progress.rows);
      },
    });
    expect(stored).toEqual([80, 160, 200]);
    expect(report.read).toBe(200);
  });

  it('flags positions that are the middle of an area, and keeps them off the map', async () => {
    const [latitude, longitude] = knowledge.gazetteer.areas.find((a) => a.id === 'salmiya')?.centre ?? [0, 0];
    const offences = ['theft', 'fraud', 'assault', 'burglary'];
    const middle = Array.from(
      { length: 12 },
      (_, i) => `${i},2026-03-0${1 + (i % 9)} 10:00,${offences[i % 4]},${latitude},${longitude},`,
    );
    const elsewhere = 'x,2026-03-01 10:00,theft,29.3339,48.0761,';
    const report = await importing(fileOf('r.csv', rows(...middle, elsewhere)));
    expect(report.flags.position_from_area).toBe(12);
    const days = { fromDay: dayOfDate('2026-03-01'), toDay: dayOfDate('2026-04-01') };
    const { points, leftOut } = await mapPoints({ db: database.db, knowledge }, days);
    expect([points.latitude.length, leftOut.piled]).toEqual([1, 12]);
  });

  it('marks and counts an event that was reported under two ids, and deletes nothing', async () => {
    const text = rows(
      '1,2026-03-01 10:00,theft,29.3339,48.0761,',
      '2,2026-03-01 10:04,theft,29.3341,48.0762,',
      '3,2026-03-01 10:04,fraud,29.3341,48.0762,',
      '4,2026-03-01 10:10,theft,29.3341,48.0762,',
      '5,2026-03-01 10:00,theft,29.3359,48.0761,',
    );
    const report = await importing(fileOf('s.csv', text));
    expect(report).toMatchObject({ accepted: 5, flags: { possible_duplicate: 1 } });
    const marked = await rowsOf<{ source_id: string }>(
      database.db,
      "SELECT source_id FROM incidents_clean WHERE quality @> '{possible_duplicate}'",
    );
    expect(marked).toEqual([{ source_id: '2' }]);
  });

  describe('a long file that is of no use', () => {
    const many = (line: (i: number) => string) => rows(...Array.from({ length: 1200 }, (_, i) => line(i)));

    it.each<[string, string, RegExp]>([
      [
        'of another city',
        many((i) => `${i},2026-03-01 10:00,theft,49.2${i},-123.1,`),
        /outside Kuwait.*"bounds"/,
      ],
      [
        'of other things',
        many((i) => `${i},2026-03-01 10:00,Kumquat,29.3339,48.0761,`),
        /"offences".*"Kumquat"/,
      ],
    ])(
      '%s is stopped by its first rows, with what to do, and nothing stored',
      async (_, content, message) => {
        await expect(importing(fileOf('t.csv', content))).rejects.toThrow(message);
        expect((await rowOf<{ n: number }>(database.db, 'SELECT count(*) AS n FROM ingest_batches')).n).toBe(
          0,
        );
      },
    );

    it('is imported and accounted for on request', async () => {
      const path = fileOf(
        'u.csv',
        many((i) => `${i},2026-03-01 10:00,Kumquat,29.3339,48.0761,`),
      );
      const report = await importing(path, { insist: true });
      expect(report).toMatchObject({ read: 1200, accepted: 0, quarantinedBy: { unknown_offence: 1200 } });
      expect(report.notes[0]).toContain('every row was refused, most of them for unknown_offence');
    });

    it('of another city is imported once the mapping says where that is', async () => {
      const text = many((i) => `${i},2026-03-01 10:00,theft,5459122.4,${491059.5 + i},Salmiya`);
      const bounds = { south: 49, north: 49.5, west: -123.5, east: -122.5 };
      const mapping = parseMapping(JSON.stringify({ bounds, utmZone: 10, timeZone: 'America/Vancouver' }));
      const report = await importing(fileOf('v.csv', text), { mapping });
      expect(report).toMatchObject({ accepted: 1200, flags: { position_from_projection: 1200 } });
      const incident = await latest();
      expect(incident).toMatchObject({ areaId: null, governorateId: null });
      expect(incident?.latitude).toBeCloseTo(49.2847, 3);
    });
  });

  it.each<[string, string | Buffer, RegExp]>([
    ['an Excel workbook', Buffer.from([0x50, 0x4b, 3, 4, 0, 0]), /Excel workbook.*CSV UTF-8/],
    ['JSON', '{"type":"FeatureCollection"}', /JSON/],
    ['a web page', '<!DOCTYPE html><html>', /web page/],
    ['empty', '', /empty/],
    ['only a header', 'id,date,type\n', /no rows/],
    ['prose', 'Dear colleague,\nplease find\nattached\n', /no column of this file looks like/],
    ['one column', 'incident\n1\n', /only one column/],
    ['a table of something else', 'name,price\ntea,1\n', /"name", "price".*--map/],
    ['a table whose dates are none', 'id,date,type\n1,red,theft\n2,blue,theft\n', /holds no dates/],
    ['a table below a title', 'date,type,id\n1,2\n3,4\n5,6\n', /remove what stands above/],
  ])('refuses what is %s and says what to do', async (_, content, message) => {
    await expect(importing(fileOf('wrong', content))).rejects.toThrow(message);
    expect((await rowOf<{ n: number }>(database.db, 'SELECT count(*) AS n FROM ingest_batches')).n).toBe(0);
  });

  it('refuses a path without a file and a mapping that speaks of unknown things', async () => {
    await expect(importing(join(folder, 'nowhere.csv'))).rejects.toThrow(/no file/);
    const path = fileOf('o.csv', rows('1,2026-03-01 10:00,theft,29.3339,48.0761,'));
    const mapping = (text: string) => importing(path, { mapping: parseMapping(text) });
    await expect(mapping('{"offences":{"x":"nonsense"},"timeZone":"Mars"}')).rejects.toThrow(
      /nonsense.*Mars/,
    );
    await expect(mapping('{"columns":{"id":"Nummer"}}')).rejects.toThrow(/"Nummer".*"occurred_at"/);
    expect(() => parseMapping('{"colums":{}}')).toThrow(/colums/);
    expect(() => parseMapping('{')).toThrow(/not JSON/);
  });

  it('lets only one process import a file', async () => {
    const lines = Array.from({ length: 4100 }, (_, i) => `${i},2026-03-01 10:00,theft,29.3339,48.0761,`);
    const path = fileOf('p.csv', rows(...lines));
    const both = await Promise.allSettled([importing(path), importing(path)]);
    const failed = both.filter((b) => b.status === 'rejected');
    expect((await countIncidents(database.db, ALWAYS)).count).toBe(4100);
    for (const { reason } of failed) expect(String(reason)).toMatch(/another process|duplicate key|deadlock/);
    const [batch] = await rowsOf<{ sha256: string }>(database.db, 'SELECT sha256 FROM ingest_batches');
    expect(await findBatch(database.db, 'csv', batch?.sha256 ?? '')).toMatchObject({ status: 'finished' });
  });
});

/** Arabic letters as Windows wrote them before Unicode. */
function windows1256(text: string): Buffer {
  const decoder = new TextDecoder('windows-1256');
  const bytes = new Map<string, number>();
  for (let byte = 255; byte >= 0; byte--) bytes.set(decoder.decode(Uint8Array.of(byte)), byte);
  return Buffer.from([...text].map((char) => bytes.get(char) ?? 0x3f));
}
