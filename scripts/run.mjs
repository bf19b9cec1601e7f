import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildIfStale } from './build.mjs';

/**
 * Runs one command of package.json: builds when the sources changed, then calls `main(arguments)` of
 * `scripts/<name>.ts`. The exit code is what `main` returns.
 */
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [name, ...args] = process.argv.slice(2);
// A production image may ship `dist` alone.
if (existsSync(join(root, 'src'))) await buildIfStale();
process.setSourceMapsEnabled(true);
const { main } = await import(pathToFileURL(join(root, 'dist/scripts', `${name}.js`)).href);
process.exitCode = await main(args);
