import { appendFileSync, existsSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { loadConfig } from '../src/config.js';
import { AppError } from '../src/domain/errors.js';
import { createClock, createLogger, createRuntime } from '../src/runtime.js';
import { setUp } from '../src/setup.js';
import { openConfigured } from '../src/store/open.js';
import { setLocale } from '../src/store/users.js';
import { explainFrame } from './chat/explain.js';
import { createSession, type Look, shown, terminalChannels, userCalled } from './chat/session.js';
import { command, UsageError } from './command-line.js';

const HELP = `
npm run chat -- [--as USER] [--lang ar|en] [--channel whatsapp|sms|slack] [--at ISO] [--explain] [--record FILE.chat]

Talks to the bot in the terminal, on the same path as a webhook. USER: an e-mail address or its first part (default
commander). One message a line; "@location 29.33,48.02" sends a pin, "@button PAYLOAD" presses a button. --channel: what
the answers would look like there. --at: what time it is. --lang: the
language of the answers; it stays with the user until it is changed again. --explain: how each message was understood. --record: keeps
the talk as a transcript.
`;

const OPTIONS = {
  as: { type: 'string', default: 'commander' },
  lang: { type: 'string' },
  channel: { type: 'string', default: 'terminal' },
  at: { type: 'string' },
  explain: { type: 'boolean', default: false },
  record: { type: 'string' },
} as const;

const LOOKS: readonly Look[] = ['whatsapp', 'sms', 'slack', 'terminal'];

/** `npm run chat`. */
export function main(argv: string[]): Promise<number> {
  return command(argv, { help: HELP, options: OPTIONS }, async ({ values }) => {
    const look = LOOKS.find((known) => known === values.channel);
    if (!look) throw new UsageError(`there is no channel "${values.channel}"`);
    if (values.lang !== undefined && values.lang !== 'ar' && values.lang !== 'en') {
      throw new UsageError(`there is no language "${values.lang}"`);
    }
    const config = loadConfig();
    const at = values.at === undefined ? config.clockAt : instantOf(values.at);
    const write = writer(values.record);
    let speaker = '';
    sayWhenNew(config);
    const opened = await openConfigured(config, 'join');
    try {
      const runtime = createRuntime(config, opened.db, {
        clock: createClock(at),
        log: createLogger(config.talkLogLevel, {
          write: (line) => void process.stderr.write(line),
        }),
        channels: terminalChannels((text, to) => write('<', shown(text, to, speaker)), look),
      });
      await setUp(runtime, (text) => console.error(`… ${text}`));
      const user = await userCalled(runtime, values.as);
      speaker = user.email;
      if (values.lang) await setLocale(runtime.db, user.id, values.lang);
      if (values.record)
        writeFileSync(values.record, `as: ${user.email}\nnow: ${runtime.clock.now().toISOString()}\n`);
      await talk(createSession(runtime), user, { write, explain: values.explain });
      return 0;
    } finally {
      await opened.close();
    }
  });
}

/** A mistyped folder must not look like a long start. */
function sayWhenNew({ databaseUrl, dataDir }: ReturnType<typeof loadConfig>): void {
  if (databaseUrl !== null || existsSync(dataDir)) return;
  console.error(
    `There is no database in ${resolve(dataDir)}: a new one with synthetic demo incidents is being made there, which takes\n` +
      'a minute. To talk to another one, stop this and set DATA_DIR (or DATABASE_URL).',
  );
}

function instantOf(text: string): Date {
  const at = new Date(text);
  if (Number.isNaN(at.getTime()))
    throw new UsageError(`--at "${text}" is no instant: write 2026-03-18T10:15:00+03:00`);
  return at;
}

/** Prints what the bot says; keeps both sides when the talk is recorded. */
function writer(record: string | undefined) {
  return (side: '>' | '<', text: string) => {
    if (side === '<') console.log(`${text}\n`);
    if (record) appendFileSync(record, `\n${text.replace(/^/gm, `${side} `)}\n`);
  };
}

type Talk = { write: ReturnType<typeof writer>; explain: boolean };

async function talk(
  session: ReturnType<typeof createSession>,
  user: Awaited<ReturnType<typeof userCalled>>,
  { write, explain }: Talk,
): Promise<void> {
  const lines = createInterface({
    input: process.stdin,
    ...(process.stdin.isTTY && { output: process.stdout }),
  });
  lines.setPrompt('> ');
  if (process.stdin.isTTY) lines.prompt();
  for await (const line of lines) {
    if (line.trim() !== '') {
      write('>', line);
      const frame = await said(session, user, line);
      if (explain) console.log(`${explainFrame(frame)}\n`);
    }
    if (process.stdin.isTTY) lines.prompt();
  }
}

/** A line that cannot be said is explained, and the talk goes on. */
async function said(
  session: ReturnType<typeof createSession>,
  user: Awaited<ReturnType<typeof userCalled>>,
  line: string,
): Promise<unknown> {
  try {
    return await session.say(user, line);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'bad_request') throw error;
    console.error(error.message);
    return null;
  }
}
