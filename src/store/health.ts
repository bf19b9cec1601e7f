import { AppError } from '../domain/errors.js';
import { type Db, rowsOf, translated } from './database.js';
import { pendingMigrations } from './migrate.js';

/** `unmigrated`: it answers, but its tables are of another version of the program. */
export type DatabaseState = 'able' | 'unmigrated' | 'unreachable';

/**
 * Whether the database can be worked with.
 *
 * @param patienceMs how long it may take to answer before it counts as unreachable.
 */
export async function databaseState(db: Db, patienceMs = 2000): Promise<DatabaseState> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<DatabaseState>((resolve) => {
    timer = setTimeout(() => resolve('unreachable'), patienceMs);
  });
  try {
    return await Promise.race([look(db), tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

async function look(db: Db): Promise<DatabaseState> {
  try {
    await rowsOf(db, 'SELECT 1');
    const pending = await translated(() => pendingMigrations(db));
    return pending.length === 0 ? 'able' : 'unmigrated';
  } catch (error) {
    if (error instanceof AppError) return 'unreachable';
    throw error;
  }
}
