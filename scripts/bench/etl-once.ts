import { pino } from 'pino';
import { createCalendar } from '../../src/domain/calendar.js';
import { loadGazetteer, loadOffences } from '../../src/gazetteer/gazetteer.js';
import { importCsv } from '../../src/ingest/etl.js';
import { openDatabase } from '../../src/store/database.js';

/**
 * Imports once in a process of its own, so that its memory is the import's alone: node etl-once.js URL FILE NOW. Prints
 * {seconds, peakMb, read, accepted, quarantined, duplicate}.
 */
const [url = '', path = '', now = ''] = process.argv.slice(2);
const db = openDatabase({ kind: 'server', url });
const knowledge = { gazetteer: loadGazetteer(), offences: loadOffences(), calendar: createCalendar() };
const runtime = {
  db,
  knowledge,
  clock: { now: () => new Date(now) },
  log: pino({ level: 'silent' }),
  config: { timeZone: 'Asia/Kuwait' },
};
const before = process.resourceUsage().maxRSS;
const cpuBefore = process.cpuUsage();
const started = performance.now();
const { read, accepted, quarantined, duplicate } = await importCsv(runtime, { path, synthetic: true });
const seconds = (performance.now() - started) / 1000;
const { user, system } = process.cpuUsage(cpuBefore);
const peakMb = (process.resourceUsage().maxRSS - before) / 1024;
const cpuSeconds = (user + system) / 1e6;
console.log(JSON.stringify({ seconds, cpuSeconds, peakMb, read, accepted, quarantined, duplicate }));
await db.close();
