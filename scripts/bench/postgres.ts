import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from './port.js';

const run = promisify(execFile);

/** A PostgreSQL server of our own in a temporary folder. */
export type Cluster = {
  url(database: string): string;
  /** `immediate` is a crash: nothing is flushed, nobody is asked. */
  stop(mode: 'fast' | 'immediate'): Promise<void>;
  start(): Promise<void>;
  /** Stops it and removes its folder. */
  remove(): Promise<void>;
};

/** The folder of PostgreSQL's programs, the newest version that is installed; null when there is none. */
export function postgresPrograms(): string | null {
  const base = '/usr/lib/postgresql';
  const versions = existsSync(base) ? readdirSync(base).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [...versions.map((version) => join(base, version, 'bin')), '/usr/local/pgsql/bin'];
  return folders.find((folder) => existsSync(join(folder, 'initdb'))) ?? null;
}

/**
 * Starts a server on loopback with its usual durability. PostgreSQL refuses to run as root: then it runs as `postgres`.
 *
 * @throws Error when PostgreSQL is not installed, or does not start (with what it said).
 */
export async function startCluster(): Promise<Cluster> {
  const programs = postgresPrograms();
  if (!programs) throw new Error('PostgreSQL is not installed here: set TEST_DATABASE_URL');
  const folder = mkdtempSync(join(tmpdir(), 'khareetaty-postgres-'));
  const asRoot = process.getuid?.() === 0;
  if (asRoot) await run('chown', ['postgres', folder]);
  const call = (program: string, ...args: string[]) => {
    const path = join(programs, program);
    const user = ['--reuid', 'postgres', '--regid', 'postgres', '--init-groups'];
    return asRoot ? run('setpriv', [...user, path, ...args]) : run(path, args);
  };
  const port = await freePort();
  const data = join(folder, 'data');
  await call('initdb', '-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale', 'C');
  const settings = `-p ${port} -h 127.0.0.1 -k ${folder} -c max_connections=200`;
  const control = (...args: string[]) => call('pg_ctl', '-D', data, '-w', '-s', ...args);
  // Its output goes to a file: a server that keeps our pipe open would keep us waiting.
  const start = async () => void (await control('start', '-l', join(folder, 'log'), '-o', settings));
  const stop = async (mode: 'fast' | 'immediate') => void (await control('stop', '-m', mode));
  await start();
  return {
    url: (database) => `postgres://postgres@127.0.0.1:${port}/${database}`,
    start,
    stop,
    async remove() {
      await stop('immediate').catch(() => undefined);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
