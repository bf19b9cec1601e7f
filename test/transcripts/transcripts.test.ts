import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createSession, shown, terminalChannels, userCalled } from '../../scripts/chat/session.js';
import { runPipeline } from '../../src/alerts/pipeline.js';
import { loadConfig } from '../../src/config.js';
import { projectRoot } from '../../src/root.js';
import { createLogger, createRuntime } from '../../src/runtime.js';
import { setUp } from '../../src/setup.js';
import { createRun } from '../../src/store/runs.js';
import { useDatabase } from '../support/database.js';
import { forgetTalks, heard, readTranscript } from './transcript.js';

/** A talk reads the clock, and half an hour passes in none: every step of one happens at the same instant. */
const NOW = new Date('2026-03-18T10:15:00+03:00');
const folder = join(projectRoot(), 'test/transcripts');
const database = useDatabase();
const said: string[] = [];
let speaker = '';

function runtimeForTalks() {
  const config = loadConfig({
    DEMO_INCIDENTS: '20000',
    LOG_LEVEL: 'silent',
    ADMIN_PASSWORD: 'correct horse battery',
  });
  return createRuntime(config, database.db, {
    clock: { now: () => NOW },
    log: createLogger('silent'),
    channels: terminalChannels((text, to) => said.push(shown(text, to, speaker)), 'whatsapp'),
  });
}

describe('talks, word for word', () => {
  beforeAll(async () => {
    const runtime = runtimeForTalks();
    await setUp(runtime);
    const run = await createRun(runtime.db, { job: 'nightly-pipeline', localDate: '2026-03-18' });
    if (!run) throw new Error('the run exists already');
    await runPipeline(runtime, run.id);
  }, 120_000);

  const files = readdirSync(folder).filter((name) => name.endsWith('.chat'));

  it('has one in each language', () => {
    expect(files.map((name) => name.slice(-7, -5)).sort()).toEqual(expect.arrayContaining(['ar', 'en']));
  });

  it.each(files)('%s', async (file) => {
    const runtime = runtimeForTalks();
    await forgetTalks(database.db);
    const session = createSession(runtime);
    for (const turn of readTranscript(readFileSync(join(folder, file), 'utf8'))) {
      const user = await userCalled(runtime, turn.as);
      said.length = 0;
      speaker = user.email;
      await session.say(user, turn.says);
      expect(heard(said), `line ${turn.line}: ${turn.says}`).toBe(turn.hears);
    }
  });
});
