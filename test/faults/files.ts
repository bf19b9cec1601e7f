import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { shoot } from '../../scripts/bench/load.js';
import { writeQuarantined } from '../../scripts/etl/quarantined.js';
import { asAppError } from '../../src/domain/errors.js';
import { importCsv } from '../../src/ingest/etl.js';
import { until } from './checker.js';
import { phone, phones, populate } from './crowd.js';
import type { FaultTest } from './fault-test.js';
import { countOf } from './inbound.js';
import type { Kit } from './kit.js';
import { slackShot, whatsappShot } from './webhooks.js';

/** Addresses of one listener on this machine, as those write them who hope that something fetches them. */
const inwardUrls = (port: number): string[] => [
  `http://127.0.0.1:${port}/m`,
  `https://127.0.0.1:${port}/m`,
  `http://127.1:${port}/m`,
  `http://2130706433:${port}/m`,
  `http://0x7f000001:${port}/m`,
  `http://0177.0.0.1:${port}/m`,
  `http://[::1]:${port}/m`,
  `http://[::ffff:127.0.0.1]:${port}/m`,
  `http://localhost:${port}/m`,
  `http://api.twilio.com@127.0.0.1:${port}/m`,
  `http://127.0.0.1:${port}/api.twilio.com`,
  `http://169.254.169.254/latest/meta-data`,
  `file:///etc/passwd`,
  `gopher://127.0.0.1:${port}/`,
];

/** Pictures, files and links that point inward. */
export const inwardMedia: FaultTest = {
  name: 'A14',
  title: 'media, files and links in genuine messages that point into our own network',
  bar: '0 connections',
  needs: 'server',
  n: { short: 1, full: 50 },
  pace: 'waits',
  async run(kit, rounds) {
    let connections = 0;
    const listener = net.createServer((socket) => {
      connections += 1;
      socket.destroy();
    });
    await new Promise<void>((resolve) => listener.listen(0, '::', resolve));
    kit.later(async () => listener.close());
    const { port } = listener.address() as net.AddressInfo;
    const database = await kit.database();
    const settings = kit.settings(database, { twilio: await kit.twilio(), slack: await kit.slack() });
    const urls = inwardUrls(port);
    await populate(database.db, phones(urls.length));
    const web = await kit.program('web', settings);
    await kit.program('worker', settings);
    let sent = 0;
    for (let round = 0; round < rounds; round++) {
      for (const [i, url] of urls.entries()) {
        const media = { NumMedia: '1', MediaUrl0: url, MediaContentType0: 'image/jpeg' };
        const text = i % 2 === 0 ? '' : `look at ${url}`;
        const file = { id: 'F1', mimetype: 'image/png', url_private: url, permalink: url };
        const event = { type: 'message', subtype: 'file_share', channel_type: 'im', channel: 'D0001' };
        const said = {
          ...event,
          user: 'U0STRANGER',
          text,
          ts: `${1_700_000_000 + sent}.0001`,
          files: [file],
        };
        const shots = [
          whatsappShot(sent, phone(i).value, { ...media, Body: text }),
          slackShot({ type: 'event_callback', event_id: `Ev${sent}`, team_id: 'T0001', event: said }, 'json'),
        ];
        for (const shot of shots) await shoot(web.url, shot, kit.agent);
        sent += 1;
      }
    }
    const waiting = () => countOf(database.db, `inbound WHERE state = 'received'`);
    await until(120, 'all is handled', async () => (await waiting()) === 0);
    const handled = await countOf(database.db, 'inbound');
    return {
      figure: `${2 * sent} messages with ${urls.length} kinds of address, ${handled} of them handled: ${connections} connections`,
      met: connections === 0 && handled > 0,
    };
  },
};

const HEADER = 'id,occurred_at,offence,latitude,longitude\n';
const FORMULAS = ['=cmd|calc!A1', '+1+1', '-2+3', '@SUM(A1)', '\t=1+1', '＝1+1', '\u200f=HYPERLINK("x")'];

/** Files that are none, or more than they say. */
export const hostileFiles: FaultTest = {
  name: 'A15',
  title: 'zip bombs, workbooks, pictures and two-faced files as CSV; formulas in what is exported',
  bar: 'each refused within 1 s and 100 MB; no exported cell begins as a formula',
  needs: 'database',
  n: { short: 1, full: 10 },
  async run(kit, rounds) {
    const database = await kit.database();
    const runtime = kit.runtime(database, kit.settings(database, {}));
    const folder = mkdtempSync(join(tmpdir(), 'khareetaty-faults-files-'));
    kit.later(async () => rmSync(folder, { recursive: true, force: true }));
    const files = await writeHostile(folder);
    const taken: string[] = [];
    let slowest = { seconds: 0, file: '' };
    let megabytes = 0;
    for (let round = 0; round < rounds; round++) {
      for (const path of files) {
        const before = process.memoryUsage().rss;
        const began = performance.now();
        const refusal = await importCsv(runtime, { path }).then(
          () => null,
          (error: unknown) => asAppError(error),
        );
        const seconds = (performance.now() - began) / 1000;
        if (seconds > slowest.seconds) slowest = { seconds, file: basename(path) };
        megabytes = Math.max(megabytes, (process.memoryUsage().rss - before) / 1e6);
        if (refusal?.code !== 'bad_request') taken.push(`${basename(path)} ${refusal?.code ?? 'taken'}`);
      }
    }
    const live = await formulasExported(kit, folder);
    return {
      figure: `${files.length} files ${rounds} times: ${taken.length} not refused as they should be${taken[0] ? ` (${[...new Set(taken)].join(', ')})` : ''}, slowest ${slowest.seconds.toFixed(2)} s (${slowest.file}), at most +${megabytes.toFixed(0)} MB; ${live} of ${FORMULAS.length} formulas exported alive`,
      met: taken.length === 0 && live === 0,
      inTime: slowest.seconds < 1 && megabytes < 100,
    };
  },
};

async function writeHostile(folder: string): Promise<string[]> {
  const path = (name: string) => join(folder, name);
  const put = (name: string, content: string | Buffer) => {
    writeFileSync(path(name), content);
    return path(name);
  };
  const zeros = deflateRawSync(Buffer.alloc(200_000_000), { level: 9 });
  const zip = Buffer.concat([
    Buffer.from('PK\u0003\u0004'),
    Buffer.alloc(26),
    Buffer.from('../../evil.csv'),
    zeros,
  ]);
  const png = Buffer.from('89504e470d0a1a0a0000000d494844520000c3500000c3500806000000', 'hex');
  return [
    put('bomb.zip.csv', zip),
    put('zeros.csv.gz', gzipSync(Buffer.alloc(200_000_000), { level: 9 })),
    put('rows.csv.gz', gzipSync(`${HEADER}${'\n'.repeat(200_000_000)}`, { level: 9 })),
    put(
      'workbook.csv',
      Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.from('xl/workbook.xml'.repeat(1000))]),
    ),
    put('picture.csv', Buffer.concat([png, Buffer.alloc(100_000, 7)])),
    put('two-faced.csv', `%PDF-1.7\n<html><script>alert(1)</script>\n${HEADER}`),
    put('nothing.csv', ''),
    put('zeros.csv', Buffer.alloc(1_000_000)),
    await oneEndlessLine(path('endless.csv')),
  ];
}

/** A line of 20 MB: nobody may hope for its end. */
function oneEndlessLine(path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const out = createWriteStream(path);
    out.on('error', reject).on('close', () => resolve(path));
    for (let i = 0; i < 20; i++) out.write('x'.repeat(1_000_000));
    out.end();
  });
}

/** Imports rows that are refused and begin as formulas. Returns how many of them a spreadsheet would still run. */
async function formulasExported(kit: Kit, folder: string): Promise<number> {
  const database = await kit.database();
  const runtime = kit.runtime(database, kit.settings(database, {}));
  const path = join(folder, 'formulas.csv');
  const good = Array.from(
    { length: 20 },
    (_, i) => `${i},2026-03-${String(i + 1).padStart(2, '0')}T10:00:00+03:00,theft,29.33,48.02`,
  );
  const bad = FORMULAS.map((formula) => `"${formula.replaceAll('"', '""')}",never,theft,29.33,48.02`);
  writeFileSync(path, `${HEADER}${[...good, ...bad].join('\n')}\n`);
  const { batchId } = await importCsv(runtime, { path, insist: true });
  const lines: string[] = [];
  if (batchId !== null) await writeQuarantined(database.db, batchId, 'csv', (line) => lines.push(line));
  if (lines.length <= FORMULAS.length) return FORMULAS.length;
  const cell = (line: string) => /^\d+,[^,]*,"([\s\S]*)"$/.exec(line)?.[1] ?? line;
  return lines.slice(1).filter((line) => /^["\s\p{Cf}]*[=+\-@＝＋－＠\t\0]/u.test(cell(line))).length;
}
