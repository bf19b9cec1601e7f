import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
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
    const read = await readIncidents(path, await readColumnMap(undefined));
    expect(read).toMatchObject({ rows: 5, skipped: { no_date: 1, repeated_id: 1 }, unplaced: 2 });
    expect(Array.from(read.dayNumber, dateOf)).toEqual(['2024-02-29', '2024-03-01', '2024-03-02']);
    expect(Array.from(read.placed.hourOfWeek ?? [])).toEqual([4 * 24 + 23]);
  });

  it('leaves out a last line that was cut off within quotes, and says that a file is absent', async () => {
    const rows = ['1,2024-03-01,a,29.3,48,x', '2,2024-03-02,a,29.3,48,"half a na'];
    const cut = file('cut.csv', [HEADER, ...rows].join('\n'));
    const read = await readIncidents(cut, await readColumnMap(undefined));
    expect(read).toMatchObject({ rows: 1, skipped: { cut_off: 1 } });
    const absent = readIncidents('/nowhere/at/all.csv', await readColumnMap(undefined));
    await expect(absent).rejects.toThrow('there is no file /nowhere/at/all.csv');
  });

  it('does not lose the rest of a file to a quote that is never closed', async () => {
    const rows = ['1,2024-03-01,a,29.3,48,"x', '2,2024-03-02,a,29.3,48,y', '3,2024-03-03,a,29.3,48,y'];
    const path = file('open.csv', [HEADER, ...rows].join('\n'));
    await expect(readIncidents(path, await readColumnMap(undefined))).rejects.toThrow('line 2');
  });

  it('names the column that is missing', async () => {
    const path = file('in.csv', 'when,where\n2024-01-01,here');
    await expect(readIncidents(path, await readColumnMap(undefined))).rejects.toThrow(
      'no column "occurred_at"',
    );
    const mapping = file('map.json', '{"occurred_at":"when"}');
    expect((await readIncidents(path, await readColumnMap(mapping))).rows).toBe(1);
  });
});

describe('backtest', () => {
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
