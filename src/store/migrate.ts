import { join } from 'node:path';
import { projectRoot } from '../root.js';
import type { Db } from './database.js';

const settings = () => ({
  directory: join(projectRoot(), 'migrations'),
  loadExtensions: ['.js'],
  tableName: 'schema_migrations',
});

/** Brings the schema up to date. Returns the names of the migrations applied, oldest first. */
export async function migrate(db: Db): Promise<string[]> {
  const [, applied] = await db.knex.migrate.latest(settings());
  return (applied as string[]).map(nameOf);
}

/** Takes back every migration. Returns their names, newest first. */
export async function rollBack(db: Db): Promise<string[]> {
  const [, undone] = await db.knex.migrate.rollback(settings(), true);
  return (undone as string[]).map(nameOf);
}

/** Names of the migrations that the database still lacks. */
export async function pendingMigrations(db: Db): Promise<string[]> {
  const [, pending] = await db.knex.migrate.list(settings());
  return (pending as { file: string }[]).map((p) => p.file);
}

const nameOf = (path: string) => path.split('/').at(-1) ?? path;
