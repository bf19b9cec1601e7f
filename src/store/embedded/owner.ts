import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { builtFile } from '../../root.js';
import type { Endpoint } from '../database.js';

/** What the owner of a data folder writes into it, so that other commands can join. */
type Ownership = { pid: number; socketFolder: string; socketPort: number };

const SOCKET_PORT = 5432;

/** Another process already owns the data folder. */
export class DataFolderTaken extends Error {
  override readonly name = 'DataFolderTaken';
  constructor(dataDir: string, pid: number) {
    super(
      `the embedded database in ${dataDir} belongs to process ${pid}: stop that process, or give this one another DATA_DIR`,
    );
  }
}

/** The embedded database as its owner serves it. */
export type OwnedDatabase = {
  endpoint: Endpoint /** Rejects when the database dies. */;
  died: Promise<never>;
  stop(): Promise<void>;
};

const ownershipFile = (dataDir: string) => join(dataDir, 'database.json');

type Owner = { endpoint: Endpoint; pid: number };

/** The process that owns a data folder, whether it listens yet or not; null when nobody (alive) does. */
export function currentOwner(dataDir: string): Owner | null {
  const owner = readOwnership(dataDir);
  if (!owner || !isAlive(owner)) return null;
  const { pid, socketFolder, socketPort } = owner;
  return { pid, endpoint: { kind: 'embedded', socketFolder, socketPort } };
}

const SOCKET_POLL_MS = 50;
/** A database that has not come up by then will not. */
const MOST_POLLS = 1200;

/**
 * The same once it listens: an owner that is just starting is waited for, one that is just letting go until it is gone.
 *
 * @throws DataFolderTaken when it does neither within a minute.
 */
export async function listeningOwner(dataDir: string): Promise<Owner | null> {
  for (let poll = 0; ; poll++) {
    const owner = currentOwner(dataDir);
    if (owner?.endpoint.kind !== 'embedded') return owner;
    if (existsSync(socketIn(owner.endpoint.socketFolder))) return owner;
    if (poll === MOST_POLLS) throw new DataFolderTaken(dataDir, owner.pid);
    await delay(SOCKET_POLL_MS);
  }
}

const socketIn = (socketFolder: string) => join(socketFolder, `.s.PGSQL.${SOCKET_PORT}`);

/**
 * Starts the embedded database of a data folder and owns it until `stop`.
 *
 * @throws DataFolderTaken when another living process owns it.
 */
export async function ownDatabase(dataDir: string): Promise<OwnedDatabase> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const socketFolder = claim(dataDir);
  const release = () => {
    rmSync(ownershipFile(dataDir), { force: true });
    rmSync(socketFolder, { recursive: true, force: true });
  };
  try {
    const thread = new Worker(builtFile('src/store/embedded/thread.js'), {
      workerData: {
        folder: join(dataDir, 'postgres'),
        socketPath: socketIn(socketFolder),
      },
    });
    const exited = once(thread, 'exit');
    await Promise.race([once(thread, 'message'), exited]);
    return {
      endpoint: { kind: 'embedded', socketFolder, socketPort: SOCKET_PORT },
      died: new Promise((_, reject) => thread.once('error', reject)),
      async stop() {
        thread.postMessage('stop');
        await exited;
        release();
      },
    };
  } catch (error) {
    release();
    throw error;
  }
}

/** Takes the data folder with an exclusive file, so that of two processes starting together only one wins. */
function claim(dataDir: string): string {
  const socketFolder = mkdtempSync(join(tmpdir(), 'khareetaty-'));
  const ownership: Ownership = { pid: process.pid, socketFolder, socketPort: SOCKET_PORT };
  const write = () =>
    writeFileSync(ownershipFile(dataDir), JSON.stringify(ownership), { flag: 'wx', mode: 0o600 });
  try {
    write();
  } catch (error) {
    const owner = readOwnership(dataDir);
    if (owner && isAlive(owner)) {
      rmSync(socketFolder, { recursive: true });
      throw new DataFolderTaken(dataDir, owner.pid);
    }
    // The owner died without tidying up: its claim and its socket are void.
    if (owner) rmSync(owner.socketFolder, { recursive: true, force: true });
    rmSync(ownershipFile(dataDir), { force: true });
    rmSync(join(dataDir, 'postgres', 'postmaster.pid'), { force: true });
    if (!owner && Reflect.get(Object(error), 'code') !== 'EEXIST') throw error;
    write();
  }
  return socketFolder;
}

function readOwnership(dataDir: string): Ownership | null {
  try {
    return JSON.parse(readFileSync(ownershipFile(dataDir), 'utf8')) as Ownership;
  } catch {
    return null;
  }
}

/**
 * True while the owner may be running. After a reboot or in a restarted container its number may be another process's,
 * or our own: then its socket folder is gone, or it is ourselves who were killed.
 */
function isAlive({ pid, socketFolder }: Ownership): boolean {
  if (pid === process.pid || !existsSync(socketFolder)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return Reflect.get(Object(error), 'code') === 'EPERM';
  }
}
