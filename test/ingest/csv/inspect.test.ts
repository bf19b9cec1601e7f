import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inspectFile } from '../../../src/ingest/csv/inspect.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'khareetaty-inspect-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string | Buffer): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

describe('a packed file', () => {
  it('is refused when it unpacks without end, long before it is unpacked', async () => {
    const bomb = file('bomb.csv.gz', gzipSync(`id,day\n${'\n'.repeat(60_000_000)}`));
    const before = process.memoryUsage().rss;
    await expect(inspectFile(bomb)).rejects.toThrow('unpacks to more than 100 times its size');
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
  });

  it('is taken when its rows are alike, as those of a table are', async () => {
    const rows = Array.from(
      { length: 500_000 },
      (_, i) => `${i},2026-03-01T10:00:00+03:00,theft,29.33,48.02`,
    );
    const table = file('table.csv.gz', gzipSync(['id,day,offence,latitude,longitude', ...rows].join('\n')));
    expect(await inspectFile(table)).toMatchObject({ gzip: true, encoding: 'utf-8' });
  });
});

it('bytes that are zero all over are no text', async () => {
  await expect(inspectFile(file('zeros.csv', Buffer.alloc(100_000)))).rejects.toThrow('is no text');
});
