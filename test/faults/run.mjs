import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildIfStale, compile } from '../../scripts/build.mjs';

/** Builds the program and these tests beside it in `dist`, then runs them: `npm run test:faults`. */
const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
await buildIfStale();
const tests = ['test/faults', 'test/support'].flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(root, folder, file)),
);
await compile(tests);
process.setSourceMapsEnabled(true);
const { main } = await import(pathToFileURL(join(root, 'dist/test/faults/main.js')).href);
process.exit(await main(process.argv.slice(2)));
