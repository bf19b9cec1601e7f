import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const STAMP = 'dist/.built';

/** Every file under `folders`, relative to the project, with the time of its last change. */
function sources(folders) {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
}

/** What `dist` was made of: when it differs, `dist` is stale. Times alone would miss a deleted file. */
function fingerprint(files) {
  return files.map((file) => `${file} ${statSync(file).mtimeMs}`).join('\n');
}

/** Compiles TypeScript files of the project into `dist`, each where it stands. */
export async function compile(entryPoints) {
  const { outputFiles } = await build({
    entryPoints,
    write: false,
    outdir: join(root, 'dist'),
    outbase: root,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: true,
    logLevel: 'error',
  });
  for (const { path, contents } of outputFiles) put(path, contents);
}

/** Writes a file whole or not at all: another command may be building, or starting, from the same folder. */
function put(path, contents) {
  mkdirSync(dirname(path), { recursive: true });
  const fresh = `${path}.${process.pid}`;
  writeFileSync(fresh, contents);
  renameSync(fresh, path);
}

/** Compiles the words of all languages, with the code just built. */
async function storeLexicon() {
  const load = (path) => import(pathToFileURL(join(root, 'dist/src', path)).href);
  const [lexicon, gazetteer] = await Promise.all([load('lexicon.js'), load('gazetteer/gazetteer.js')]);
  lexicon.storeLexicon({ gazetteer: gazetteer.loadGazetteer(), offences: gazetteer.loadOffences() });
}

/** Builds `dist` from `src` and `scripts`; returns false when it was fresh. Types are checked by `npm run types`. */
export async function buildIfStale({ force = false } = {}) {
  const files = sources(['src', 'scripts']).sort();
  const print = fingerprint(files);
  const stamp = join(root, STAMP);
  if (!force && existsSync(stamp) && readFileSync(stamp, 'utf8') === print) return false;
  if (force) rmSync(join(root, 'dist'), { recursive: true, force: true });
  await compile(files.filter((file) => file.endsWith('.ts')));
  for (const file of files.filter((f) => f.startsWith(join(root, 'src')) && !f.endsWith('.ts'))) {
    put(join(root, 'dist', file.slice(root.length)), readFileSync(file));
  }
  await storeLexicon();
  put(stamp, print);
  return true;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await buildIfStale({ force: true });
  console.log('built dist');
}
