import type { Config } from '../config.js';
import { type Db, openDatabase } from './database.js';
import { DataFolderTaken, listeningOwner, ownDatabase } from './embedded/owner.js';

/** An opened database, and how to let go of it. */
export type Opened = {
  db: Db;
  /** Rejects when an embedded database that this process owns dies; never settles otherwise. */
  died: Promise<never>;
  close(): Promise<void>;
};

const never = new Promise<never>(() => undefined);

/**
 * Opens the configured server, else the embedded database of the data folder.
 *
 * @param mode `own`: this process runs the embedded database until it ends; `join`: use the owner's when there is one,
 *   else own it for the time being.
 * @throws DataFolderTaken in mode `own` when another living process owns the folder.
 */
export async function openConfigured(
  config: Pick<Config, 'databaseUrl' | 'dataDir'>,
  mode: 'own' | 'join',
): Promise<Opened> {
  if (config.databaseUrl !== null) {
    const db = openDatabase({ kind: 'server', url: config.databaseUrl });
    return { db, died: never, close: () => db.close() };
  }
  return mode === 'join' ? joinOrOwn(config.dataDir) : own(config.dataDir);
}

async function joinOrOwn(dataDir: string): Promise<Opened> {
  const owner = await listeningOwner(dataDir);
  if (owner) {
    const db = openDatabase(owner.endpoint);
    return { db, died: never, close: () => db.close() };
  }
  try {
    return await own(dataDir);
  } catch (error) {
    // Of two commands that start together one owns, and the other joins it.
    if (error instanceof DataFolderTaken) return joinOrOwn(dataDir);
    throw error;
  }
}

async function own(dataDir: string): Promise<Opened> {
  const owned = await ownDatabase(dataDir);
  const db = openDatabase(owned.endpoint);
  return {
    db,
    died: owned.died,
    async close() {
      await db.close();
      await owned.stop();
    },
  };
}
