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
import { forgetTalks, heard, replay } from './transcript.js';

/** Talks stand still in time but where they wait: every step happens at the same instant. */
const NOW = new Date('2026-03-18T10:15:00+03:00');
const folder = join(projectRoot(), 'test/transcripts');
const database = useDatabase();
const said: string[] = [];
let speaker = '';
let now = NOW;

function runtimeForTalks() {
  const config = loadConfig({
    DEMO_INCIDENTS: '20000',
    LOG_LEVEL: 'silent',
    ADMIN_PASSWORD: 'correct horse battery',
  });
  return createRuntime(config, database.db, {
    clock: { now: () => now },
    log: createLogger('silent'),
    channels: terminalChannels((text, to) => said.push(shown(text, to, speaker)), 'whatsapp'),
  });
}

// After a change that is meant: npx vitest run test/transcripts -u, and read what changed.
describe('talks, word for word', () => {
  beforeAll(async () => {
    const runtime = runtimeForTalks();
    await setUp(runtime);
    const run = await createRun(runtime.db, { job: 'nightly-pipeline', localDate: '2026-03-18' });
    if (!run) throw new Error('the run exists already');
    await runPipeline(runtime, run.id);
  }, 120_000);

  const files = readdirSync(folder).filter((name) => name.endsWith('.chat'));

  it('are as many in Arabic as in English', () => {
    const inLanguage = (tag: string) => files.filter((name) => name.endsWith(`.${tag}.chat`)).length;
    expect(inLanguage('en')).toBeGreaterThanOrEqual(5);
    expect(inLanguage('ar')).toBe(inLanguage('en'));
  });

  it.each(files)('%s', async (file) => {
    const runtime = runtimeForTalks();
    now = NOW;
    await forgetTalks(database.db);
    const session = createSession(runtime);
    const played = await replay(readFileSync(join(folder, file), 'utf8'), {
      async says(name, words) {
        const user = await userCalled(runtime, name);
        said.length = 0;
        speaker = user.email;
        await session.say(user, words);
        return heard(said);
      },
      wait: (minutes) => {
        now = new Date(now.getTime() + minutes * 60_000);
      },
    });
    await expect(played).toMatchFileSnapshot(join(folder, file));
  });
});
