import { loadBoundaries } from './gazetteer/gazetteer.js';
import { seedDemoIncidents } from './ingest/demo/seed.js';
import type { Runtime } from './runtime.js';
import { inTransaction, withLock } from './store/database.js';
import { ensureDefaultUsers } from './store/default-users.js';
import { freshness } from './store/incidents.js';
import { migrate } from './store/migrate.js';
import { seedPlaces } from './store/places.js';

/** What the set-up found and did. */
export type SetupReport = {
  migrations: readonly string[];
  /** The first admin's random password, only in the run that made it. */
  adminPassword: string | null;
  /** Invented incidents added to an empty database. */
  demoIncidents: number;
};

type SetupRuntime = Pick<Runtime, 'config' | 'db' | 'clock' | 'ids' | 'knowledge'>;

/** Any number will do, as long as every process takes the same. */
const SETUP_LOCK = 4_712_009;

/**
 * Makes a database ready to work: migrations, places and offences, the default users, and demo incidents when it is
 * empty. Safe to run again and by several processes at once: on a server one waits for the other.
 */
export async function setUp(
  runtime: SetupRuntime,
  onProgress: (text: string) => void = () => undefined,
): Promise<SetupReport> {
  return withLock(runtime.db, SETUP_LOCK, () => steps(runtime, onProgress));
}

async function steps(runtime: SetupRuntime, onProgress: (text: string) => void): Promise<SetupReport> {
  const { db, config, knowledge, ids } = runtime;
  onProgress('bringing the schema up to date');
  const migrations = await migrate(db);
  await seedPlaces(db, knowledge.gazetteer, loadBoundaries(), knowledge.offences);
  const { adminPassword } = await inTransaction(db, (tx) =>
    ensureDefaultUsers(tx, config, () => ids.token().slice(0, 20)),
  );
  // Said at once: whatever stops the program from here on, the password has been shown.
  if (adminPassword !== null) onProgress(`admin@khareetaty.ai, password (shown only now): ${adminPassword}`);
  const { total } = await freshness(db);
  const wanted = total === 0 ? config.demo.incidents : 0;
  const demoIncidents =
    wanted === 0
      ? 0
      : // All or none: a start that is cut off here seeds again, from the beginning.
        await inTransaction(db, (tx) =>
          seedDemoIncidents(
            { ...runtime, db: tx },
            {
              count: wanted,
              seed: config.demo.seed,
              onProgress: (stored) => onProgress(`${stored} of ${wanted} synthetic incidents stored`),
            },
          ),
        );
  return { migrations, adminPassword, demoIncidents };
}
