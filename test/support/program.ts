import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { projectRoot } from '../../src/root.js';
import type { Endpoint } from '../../src/store/database.js';
import { currentOwner } from '../../src/store/embedded/owner.js';
import { template } from './databases.js';

/** Settings with which a whole program works on a database of its own, and how to throw that away. */
export type Home = {
  environment: Record<string, string>;
  /** The database, while a program runs there (embedded) or always (server). */
  endpoint(): Endpoint;
  remove(): Promise<void>;
};

/** A new, migrated, empty home: embedded, or a database of its own on `TEST_DATABASE_URL`'s server. */
export async function newHome(): Promise<Home> {
  const dataDir = mkdtempSync(join(tmpdir(), 'khareetaty-home-'));
  const remove = async () => rmSync(dataDir, { recursive: true, force: true });
  const url = process.env.TEST_DATABASE_URL;
  if (url) return serverHome(url, dataDir, remove);
  cpSync(await template(), join(dataDir, 'postgres'), { recursive: true });
  const endpoint = () => {
    const owner = currentOwner(dataDir);
    if (!owner) throw new Error('no program runs in this home');
    return owner.endpoint;
  };
  return { environment: { DATA_DIR: dataDir }, endpoint, remove };
}

async function serverHome(url: string, dataDir: string, remove: () => Promise<void>): Promise<Home> {
  const name = `khareetaty_home_${process.pid}_${Math.floor(performance.now() * 1000)}`;
  const admin = async (sql: string) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(sql);
    await client.end();
  };
  await admin(`CREATE DATABASE ${name}`);
  const own = Object.assign(new URL(url), { pathname: `/${name}` }).href;
  return {
    environment: { DATA_DIR: dataDir, DATABASE_URL: own, JWT_SECRET: 'j'.repeat(48) },
    endpoint: () => ({ kind: 'server', url: own }),
    async remove() {
      await admin(`DROP DATABASE ${name} WITH (FORCE)`);
      await remove();
    },
  };
}

/** A running program: a process of its own, as an operator starts it. */
export type RunningProgram = {
  url: string;
  /** Everything it printed so far. */
  output(): string;
  /** Ends it as an operator would; resolves to the exit code. */
  stop(): Promise<number | null>;
  /** kill -9. */
  kill(): Promise<void>;
};

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Starts `npm start`'s own command and waits until it says that it runs. @throws Error with its output when it ends. */
export async function startProgram(environment: Record<string, string>): Promise<RunningProgram> {
  const port = environment.PORT ?? String(await freePort());
  const child = spawnProgram(['start'], { LOG_LEVEL: 'info', ...environment, PORT: port });
  const { output, until } = watch(child);
  await until(/Khareetaty is running/);
  return {
    url: `http://127.0.0.1:${port}`,
    output,
    stop: () => end(child, 'SIGTERM'),
    kill: async () => void (await end(child, 'SIGKILL')),
  };
}

/** Runs a command of package.json to its end. */
export async function runCommand(args: string[], environment: Record<string, string>, input = '') {
  const child = spawnProgram(args, environment);
  const { output } = watch(child);
  child.stdin?.end(input);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output: output() };
}

/** Starts a command of package.json, to be killed (-9) in the middle of its work. */
export function startCommand(args: string[], environment: Record<string, string>) {
  const child = spawnProgram(args, environment);
  const { output } = watch(child);
  return {
    output,
    runs: () => child.exitCode === null && child.signalCode === null,
    kill: async () => void (await end(child, 'SIGKILL')),
  };
}

function spawnProgram(args: string[], environment: Record<string, string>): ChildProcess {
  const { PATH = '', HOME = '' } = process.env;
  return spawn(process.execPath, [join(projectRoot(), 'scripts/run.mjs'), ...args], {
    env: { PATH, HOME, ...environment },
    stdio: 'pipe',
  });
}

function watch(child: ChildProcess) {
  let text = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      for (const listener of listeners) listener();
    });
  }
  const until = (pattern: RegExp) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (pattern.test(text)) resolve();
      };
      listeners.add(look);
      child.once('exit', (code) => reject(new Error(`the program ended with ${code}:\n${text}`)));
      look();
    });
  return { output: () => text, until };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode;
  child.kill(signal);
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}
