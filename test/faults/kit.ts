import { mkdtempSync, rmSync } from 'node:fs';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cluster } from '../../scripts/bench/postgres.js';
import { type RunningProcess, startProgram } from '../../scripts/bench/processes.js';
import { loadConfig } from '../../src/config.js';
import { createRuntime, type Knowledge, type Runtime } from '../../src/runtime.js';
import { silent } from '../support/silent.js';
import { type SlackServer, startSlackServer } from '../support/slack-server.js';
import { startTwilioServer, type TwilioServer } from '../support/twilio-server.js';
import type { Database, Ground } from './ground.js';

export const ACCOUNT = { accountSid: `AC${'1'.repeat(32)}`, authToken: 't'.repeat(32) };
export const SLACK = { botToken: 'xoxb-test', signingSecret: 's'.repeat(32) };
/** As the providers believe that the program is reached. */
export const PUBLIC_URL = 'https://bot.example.test';

/** What a test takes into its hands. Everything is put away when the test ends. */
export type Kit = {
  knowledge: Knowledge;
  cluster: Cluster | null;
  /** Keeps the connections of the callers that a test plays. */
  agent: Agent;
  database(): Promise<Database>;
  twilio(): Promise<TwilioServer>;
  slack(): Promise<SlackServer>;
  /** Settings of a program that works on this database with these providers. */
  settings(database: Database, providers: Providers): Record<string, string>;
  /** Starts a process of the program. */
  program(role: 'web' | 'worker', settings: Record<string, string>, nice?: number): Promise<RunningProcess>;
  /** The program's runtime inside this process. */
  runtime(database: Database, settings: Record<string, string>, parts?: Partial<Runtime>): Runtime;
  /** Says how far the test has come: shown now and then while it runs. */
  progress(text: string): void;
  /** How far it said to have come last. */
  progressed(): string;
  /** Runs when the test ends, last first. */
  later(work: () => Promise<unknown>): void;
  close(): Promise<void>;
};

export type Providers = { twilio?: TwilioServer; slack?: SlackServer };

/** A kit for one test. */
export function createKit(ground: Ground): Kit {
  const { knowledge, cluster } = ground;
  const agent = new Agent({ keepAlive: true, maxSockets: 128 });
  const puttingAway: (() => Promise<unknown>)[] = [async () => agent.destroy()];
  let progress = '';
  const later = (work: () => Promise<unknown>) => void puttingAway.push(work);
  const kept = async <T>(thing: Promise<T>, putAway: (thing: T) => Promise<unknown>): Promise<T> => {
    const made = await thing;
    later(() => putAway(made));
    return made;
  };
  return {
    knowledge,
    cluster,
    agent,
    progress: (text) => {
      progress = text;
    },
    progressed: () => progress,
    later,
    database: () => kept(ground.newDatabase(), (database) => database.remove()),
    twilio: () => kept(startTwilioServer(ACCOUNT), (server) => server.close()),
    slack: () => kept(startSlackServer(SLACK.botToken), (server) => server.close()),
    settings(database, providers) {
      const dataDir = mkdtempSync(join(tmpdir(), 'khareetaty-faults-home-'));
      later(async () => rmSync(dataDir, { recursive: true, force: true }));
      return { ...settingsOf(database, providers), DATA_DIR: dataDir };
    },
    program: (role, settings, nice = 0) =>
      kept(startProgram(role, settings, { nice }), (running) => running.kill()),
    runtime: ({ db }, settings, parts = {}) =>
      createRuntime(loadConfig(settings), db, { log: silent, knowledge, ...parts }),
    async close() {
      for (const putAway of puttingAway.reverse()) await putAway().catch(() => undefined);
    },
  };
}

function settingsOf({ url }: Database, { twilio, slack }: Providers): Record<string, string> {
  return {
    PUBLIC_URL,
    DEMO_INCIDENTS: '0',
    // Once in four years: the night is not what these tests are about.
    PIPELINE_CRON: '0 2 29 2 *',
    BRIEFING_CRON: '0 2 29 2 *',
    ...(url ? { DATABASE_URL: url, JWT_SECRET: 'j'.repeat(48) } : {}),
    ...(twilio
      ? {
          TWILIO_ACCOUNT_SID: ACCOUNT.accountSid,
          TWILIO_AUTH_TOKEN: ACCOUNT.authToken,
          TWILIO_WHATSAPP_FROM: '+14155238886',
          TWILIO_API_URL: twilio.url,
        }
      : {}),
    ...(slack
      ? {
          SLACK_BOT_TOKEN: SLACK.botToken,
          SLACK_SIGNING_SECRET: SLACK.signingSecret,
          SLACK_API_URL: `${slack.url}/api/`,
        }
      : {}),
  };
}
