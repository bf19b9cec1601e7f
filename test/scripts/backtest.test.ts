import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { gapNote, sieveDays } from '../../scripts/backtest/days.js';
import { rollingOrigins } from '../../scripts/backtest/origins.js';
import { readColumnMap, readIncidents } from '../../scripts/backtest/read.js';
import { dateOf } from '../../scripts/backtest/report.js';
import { main } from '../../scripts/backtest.js';
import { twoHotCorners } from '../analytics/incidents.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'backtest-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  vi.restoreAllMocks();
});

const NOW = new Date('2026-03-18T07:15:00Z');
const HEADER = 'id,occurred_at,category,latitude,longitude,district';
const file = (name: string, content: string | Buffer) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

/** The made-up city as a CSV. */
function cityCsv(days: number): string {
  const { latitude, longitude, dayNumber, offence } = twoHotCorners(days);
  const rows = Array.from(
    dayNumber,
    (day, i) =>
      `${i},${dateOf(18_000 + day)}T10:00:00,${offence?.[i]},${latitude[i]},${longitude[i]},D${i % 2}`,
  );
  return [HEADER, ...rows].join('\n');
}

describe('rollingOrigins', () => {
  it('ends on the last day and never tests on what it trained on', () => {
    const origins = rollingOrigins({ firstDay: 0, lastDay: 1499 }, { folds: 26, horizonDays: 7 });
    expect(origins).toHaveLength(26);
    expect(origins.at(-1)).toBe(1493);
    expect(new Set(origins.slice(1).map((origin, i) => origin - (origins[i] ?? 0)))).toEqual(new Set([14]));
  });

  it('takes fewer, weekly test periods from half a year, and none from a fortnight', () => {
    expect(rollingOrigins({ firstDay: 0, lastDay: 180 }, { folds: 26, horizonDays: 7 })).toHaveLength(10);
    expect(rollingOrigins({ firstDay: 0, lastDay: 13 }, { folds: 26, horizonDays: 7 })).toEqual([]);
  });

  it('spaces long horizons so that test periods do not overlap', () => {
    const origins = rollingOrigins({ firstDay: 0, lastDay: 1499 }, { folds: 52, horizonDays: 28 });
    expect((origins[1] ?? 0) - (origins[0] ?? 0)).toBe(28);
  });
});

describe('readIncidents', () => {
  it('counts what it leaves out and keeps incidents without a position for the series', async () => {
    const rows = [
      '1,2024-02-29T23:10:00,a,29.3,48,x',
      '1,2024-03-01,a,29.3,48,x',
      '2,rubbish,a,29.3,48,x',
      '3,2024-03-01,b,,,y',
      '4,2024-03-02,b,0,0,y',
    ];
    const path = file('in.csv.gz', gzipSync(`\ufeff${[HEADER, ...rows].join('\n')}`));
    const read = await readIncidents(path, await readColumnMap(undefined), NOW);
    expect(read).toMatchObject({ rows: 5, skipped: { no_date: 1, repeated_id: 1 }, unplaced: 2 });
    expect(Array.from(read.dayNumber, dateOf)).toEqual(['2024-02-29', '2024-03-01', '2024-03-02']);
    expect(Array.from(read.placed.hourOfWeek ?? [])).toEqual([4 * 24 + 23]);
  });

  it('leaves out a last line that was cut off within quotes, and says that a file is absent', async () => {
    const rows = ['1,2024-03-01,a,29.3,48,x', '2,2024-03-02,a,29.3,48,"half a na'];
    const cut = file('cut.csv', [HEADER, ...rows].join('\n'));
    const read = await readIncidents(cut, await readColumnMap(undefined), NOW);
    expect(read).toMatchObject({ rows: 2, skipped: { cut_off: 1 } });
    expect(read.dayNumber).toHaveLength(1);
    const absent = readIncidents('/nowhere/at/all.csv', await readColumnMap(undefined), NOW);
    await expect(absent).rejects.toThrow('/nowhere/at/all.csv');
  });

  it('does not lose the rest of a file to a quote that is never closed', async () => {
    const rows = ['1,2024-03-01,a,29.3,48,"x', '2,2024-03-02,a,29.3,48,y', '3,2024-03-03,a,29.3,48,y'];
    const path = file('open.csv', [HEADER, ...rows].join('\n'));
    const read = await readIncidents(path, await readColumnMap(undefined), NOW);
    expect(Array.from(read.dayNumber, dateOf)).toEqual(expect.arrayContaining(['2024-03-02', '2024-03-03']));
  });

  it('reads what spreadsheets and other cities export: separator, encoding, headers, several columns for a date', async () => {
    const text =
      'sep=;\nCase No;Datum;Date;Time;Offence;Lat;Lon;District\n7;x;25/04/2024;14:30;Théft;29,345;48;x';
    const path = file('sheet.csv', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]));
    const read = await readIncidents(path, await readColumnMap(undefined), NOW);
    expect(Array.from(read.dayNumber, dateOf)).toEqual(['2024-04-25']);
    expect(read).toMatchObject({ category: ['Théft'], district: ['x'], unplaced: 0 });
    expect(read.placed.latitude[0]).toBeCloseTo(29.345);
    expect(read.notes).toContainEqual(
      expect.stringContaining('"Date" as occurred_at, "Offence" as category'),
    );
  });

  it('keeps rows whose last empty cell is not written, and drops none for an id that was only guessed', async () => {
    const header = 'reference,occurred_at,category,latitude,longitude,district';
    const path = file('short.csv', [header, 'x,2024-03-04,a,29.3,48', 'x,2024-03-05,a,29.3,48,'].join('\n'));
    const read = await readIncidents(path, {}, NOW);
    expect(Array.from(read.dayNumber, dateOf)).toEqual(['2024-03-04', '2024-03-05']);
  });

  it('has no day that no calendar has, and reads a day written first where the column proves it', async () => {
    const impossible = ['2024-02-31', '2024-13-01', '2024-00-10'].map((day, i) => `${i},${day},a,29.3,48,x`);
    const path = file('day.csv', [HEADER, ...impossible, '8,2024-02-28,a,29.3,48,x'].join('\n'));
    const read = await readIncidents(path, await readColumnMap(undefined), NOW);
    expect(read.skipped.no_date).toBe(3);
    expect(Array.from(read.dayNumber, dateOf)).toEqual(['2024-02-28']);
    const rows = ['1,03/04/2024 14:30,a,29.3,48,x', '2,25/04/2024,a,29.3,48,x'];
    const british = file('dmy.csv', [HEADER, ...rows].join('\n'));
    const other = await readIncidents(british, await readColumnMap(undefined), NOW);
    expect(Array.from(other.dayNumber, dateOf)).toEqual(['2024-04-03', '2024-04-25']);
    expect(other.notes).toEqual(['dates written with "/" were read as day/month']);
  });

  it.each(['2099-01-01', '1900-01-01', '2026-12-24'])(
    'leaves out a lone row of %s and names it',
    async (day) => {
      const rows = Array.from({ length: 400 }, (_, i) => `${i},${dateOf(19_000 + (i % 200))},a,29.3,48,x`);
      const path = file('far.csv', [HEADER, ...rows, `x,${day},a,29.3,48,x`].join('\n'));
      const read = await readIncidents(path, await readColumnMap(undefined), NOW);
      expect(read.skipped.far_date).toBe(1);
      expect(read.dayNumber).toHaveLength(400);
      expect(read.notes).toEqual([`1 row left out: dated far from all others or in the future, e.g. ${day}`]);
    },
  );

  it('says what cannot be judged because a column is missing', async () => {
    const path = file('bare.csv', 'id,occurred_at,category,district,breite\n1,2024-01-01,a,x,29.3');
    const { notes } = await readIncidents(path, await readColumnMap(undefined), NOW);
    expect(notes).toHaveLength(2);
    expect(notes[0]).toContain(
      'maps are not judged, because the column "latitude" is missing; name it with --map',
    );
  });

  it('names the column that is missing', async () => {
    const path = file('in.csv', 'when,where\n2024-01-01,here');
    await expect(readIncidents(path, await readColumnMap(undefined), NOW)).rejects.toThrow(
      'no column "occurred_at"',
    );
    const mapping = file('map.json', '{"occurred_at":"when"}');
    expect((await readIncidents(path, await readColumnMap(mapping), NOW)).rows).toBe(1);
  });
});

describe('the days of a file', () => {
  const days = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i);

  it('keep two long stretches that lie years apart', () => {
    const { keep, left } = sieveDays([...days(15_000, 300), ...days(18_000, 300)], 20_000);
    expect([left, keep(15_000), keep(18_299)]).toEqual([0, true, true]);
  });

  it('have gaps that are named where chance does not explain them', () => {
    const span = { firstDay: 18_000, lastDay: 18_399 };
    const busy = Int32Array.from(
      [...days(18_000, 100), ...days(18_130, 270)].flatMap((day) => [day, day, day]),
    );
    expect(gapNote(busy, span)).toEqual([
      `no incident at all from ${dateOf(18_100)} to ${dateOf(18_129)}: such gaps spoil the scores`,
    ]);
    const rare = Int32Array.from({ length: 20 }, (_, i) => 18_000 + 21 * i);
    expect(gapNote(rare, span)).toEqual([]);
  });
});

describe('backtest', () => {
  it('shows people no NaN, whatever the file lacks', async () => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    const rows = Array.from({ length: 300 }, (_, i) => `${i},${dateOf(18_000 + (i % 100))},a,D${i % 2}`);
    const csv = file(
      'bare.csv',
      ['id,occurred_at,category,district', ...rows, 'y,2099-01-01,a,D0'].join('\n'),
    );
    const picture = join(folder, 'bare.svg');
    expect(await main(['--csv', csv, '--folds', '2', '--series', '1', '--png', picture])).toBe(0);
    const said = String(log.mock.calls[0]?.[0]);
    expect(said).not.toMatch(/NaN|Infinity/);
    expect(said).toContain('the column "latitude" is missing');
    expect(said).toContain('2 test periods');
    expect(said).toContain('nothing ever changed');
    expect(readFileSync(picture, 'utf8')).not.toContain('NaN');
  });

  it('reports every method on every share, and beats the original method', async () => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    const csv = file('city.csv', cityCsv(220));
    expect(
      await main([
        '--csv',
        csv,
        '--folds',
        '3',
        '--series',
        '1',
        '--json',
        '--png',
        join(folder, 'plot.png'),
      ]),
    ).toBe(0);
    expect(readFileSync(join(folder, 'plot.png')).subarray(1, 4).toString()).toBe('PNG');
    const report = JSON.parse(String(log.mock.calls[0]?.[0]));
    expect(report).toMatchObject({ incidents: 1320, folds: 3, chosen: { hotspots: 'risk' } });
    const pai = (method: string) =>
      report.hotspots.find(
        (row: { method: string; area_share: number }) => row.method === method && row.area_share === 0.02,
      ).pai;
    expect(pai('risk')).toBeGreaterThan(5 * pai('seed'));
    const methods = new Set(report.forecast.map((row: { method: string }) => row.method));
    for (const method of ['ensemble', 'ewma', 'seasonal_naive', 'moving_average'])
      expect(methods).toContain(method);
  });

  it.each([
    [[], '--csv FILE is missing'],
    [['--csv', 'no-such-file.csv'], 'there is no file no-such-file.csv'],
    [['--csv', 'x.csv', '--folds', '0'], '--folds'],
    [['--csv', 'x.csv', '--png', 'plot.gif'], '.png or .svg'],
    [['--nonsense'], 'nonsense'],
  ])('says what to change and fails: %j', async (argv, message) => {
    const complain = vi.spyOn(console, 'error').mockImplementation(() => {});
    expect(await main(argv)).toBe(1);
    expect(String(complain.mock.calls[0]?.[0])).toContain(message);
  });

  it('says that the data are too short instead of scoring nothing', async () => {
    const complain = vi.spyOn(console, 'error').mockImplementation(() => {});
    const csv = file('short.csv', `${HEADER}\n1,2024-01-01,a,29.3,48,x\n2,2024-01-05,a,29.3,48,x`);
    expect(await main(['--csv', csv])).toBe(1);
    expect(String(complain.mock.calls[0]?.[0])).toContain('span too few days (5)');
  });
});
