import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** One import of a source file. */
export type Import = { file: string; room: string; target: string; typeOnly: boolean };

const PURE = ['domain', 'analytics', 'nlu', 'i18n', 'pictures'];
const MIDDLE = [...PURE, 'store', 'jobs', 'outbox'];

/** Rooms of `src/` and the rooms they may import. A room may always import itself. */
export const ROOMS: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  analytics: ['domain'],
  nlu: ['domain'],
  i18n: ['domain'],
  pictures: ['domain'],
  gazetteer: ['domain', 'root.ts'],
  store: ['domain', 'root.ts'],
  jobs: ['domain', 'store'],
  outbox: [...PURE, 'store', 'jobs'],
  ingest: [...MIDDLE, 'gazetteer'],
  alerts: [...MIDDLE, 'ingest'],
  briefings: [...MIDDLE, 'alerts'],
  commands: [...MIDDLE, 'alerts', 'briefings', 'ingest'],
  chat: [...MIDDLE, 'alerts', 'briefings', 'ingest', 'commands'],
  channels: ['domain'],
  api: [...MIDDLE, 'alerts', 'briefings', 'ingest', 'commands', 'chat', 'gazetteer', 'root.ts'],
  'root.ts': [],
  'config.ts': [],
  'lexicon.ts': ['nlu'],
  'render.ts': PURE,
};

/** Packages that only the named rooms may import; all others may be imported outside the pure rooms. */
export const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  knex: ['store'],
  pg: ['store'],
  '@electric-sql/pglite': ['store'],
  '@electric-sql/pglite-postgis': ['store'],
  '@electric-sql/pglite-socket': ['store'],
  express: ['api'],
  '@slack/bolt': ['channels'],
  twilio: ['channels'],
  nodemailer: ['channels'],
  bcrypt: ['store'],
  jsonwebtoken: ['api'],
  '@resvg/resvg-js': ['pictures'],
  arima: ['analytics'],
  'density-clustering': ['analytics'],
  i18next: ['i18n'],
  'csv-parse': ['ingest'],
  'node-schedule': ['jobs', 'main.ts'],
  'cron-parser': ['jobs'],
  'prom-client': ['api'],
  pino: ['runtime.ts'],
  zod: ['*'],
};

/** What a pure room may use beside its own packages: nothing that reaches outside the process. */
const PURE_BUILTINS: Readonly<Record<string, readonly string[]>> = {
  i18n: ['node:fs', 'node:path'],
  // The fonts are found where their package is installed.
  pictures: ['node:module'],
  // The arima package prints to stdout; it is loaded by hand so that it can be silenced.
  analytics: ['node:module', 'node:path', 'node:worker_threads'],
};

const IMPORT = /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]/g;
const DYNAMIC = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

/** Every import of every source file below a folder. */
export function importsBelow(folder: string): Import[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (f) => /\.ts$/.test(f) && !f.endsWith('.d.ts'),
  );
  return files.flatMap((file) => importsOf(file, readFileSync(join(folder, file), 'utf8')));
}

/** The imports of one source text. */
export function importsOf(file: string, source: string): Import[] {
  const room = file.split('/')[0] ?? file;
  const found: Import[] = [];
  for (const [, typeOnly, target] of source.matchAll(IMPORT)) {
    if (target) found.push({ file, room, target, typeOnly: typeOnly !== undefined });
  }
  for (const [, target] of source.matchAll(DYNAMIC))
    if (target) found.push({ file, room, target, typeOnly: false });
  return found;
}

/** Why an import breaks the law; null when it does not. */
export function offenceOf({ file, room, target, typeOnly }: Import): string | null {
  if (room === 'main.ts' || room === 'runtime.ts' || room === 'setup.ts')
    return packageOffence(file, room, target);
  if (!target.startsWith('.')) return packageOffence(file, room, target);
  const other =
    normalize(join(dirname(file), target))
      .replace(/\.js$/, '.ts')
      .split('/')[0] ?? '';
  if (other === room) return null;
  const declared =
    typeOnly && !PURE.includes(room) && ['runtime.ts', 'config.ts', 'channels'].includes(other);
  if (declared || ROOMS[room]?.includes(other)) return null;
  return ROOMS[room]
    ? `${file}: ${room} may not import ${other}`
    : `${file}: the law does not know the room ${room}`;
}

function packageOffence(file: string, room: string, target: string): string | null {
  if (target.startsWith('.')) return null;
  if (target.startsWith('node:')) {
    const pure = PURE.includes(room) && !PURE_BUILTINS[room]?.includes(target);
    return pure ? `${file}: the pure room ${room} may not import ${target}` : null;
  }
  const name = target
    .split('/')
    .slice(0, target.startsWith('@') ? 2 : 1)
    .join('/');
  const rooms = PACKAGES[name];
  if (!rooms) return `${file}: the law does not know the package ${name}`;
  return rooms.includes('*') || rooms.includes(room)
    ? null
    : `${file}: ${name} belongs to ${rooms.join(', ')}`;
}
