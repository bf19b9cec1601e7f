import { pino } from 'pino';
import { runPipeline } from '../../src/alerts/pipeline.js';
import { loadConfig } from '../../src/config.js';
import { createRuntime } from '../../src/runtime.js';
import { openDatabase } from '../../src/store/database.js';
import { createRun, loadRun } from '../../src/store/runs.js';

/**
 * One night in a process of its own: node pipeline-once.js URL DATE DATA_DIR CLOCK. DATA_DIR/inbox holds what came in. Prints
 * {seconds, cpuSeconds, peakMb, stages}, the seconds of each stage among them; the server's processor time is not counted.
 */
const [url = '', localDate = '', dataDir = '', clockAt = ''] = process.argv.slice(2);
const db = openDatabase({ kind: 'server', url });
const config = loadConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' });
const runtime = createRuntime(config, db, {
  log: pino({ level: 'silent' }),
  clock: { now: () => new Date(clockAt) },
});
const before = process.resourceUsage().maxRSS;
const cpuBefore = process.cpuUsage();
const started = performance.now();
const run = await createRun(db, { job: 'nightly-pipeline', localDate });
if (!run) throw new Error(`${localDate} has had its night`);
await runPipeline(runtime, run.id);
const seconds = (performance.now() - started) / 1000;
const stages = (await loadRun(db, run.id))?.stages;
const { user, system } = process.cpuUsage(cpuBefore);
const cpuSeconds = (user + system) / 1e6;
const peakMb = (process.resourceUsage().maxRSS - before) / 1024;
console.log(JSON.stringify({ seconds, cpuSeconds, peakMb, stages }));
await db.close();
