import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The project's top folder (where `package.json`, `locales/` and `migrations/` lie), whether the code runs from
 * `src/` or from the built `dist/`.
 *
 * @throws Error when no `package.json` lies above this file: the installation is incomplete.
 */
export function projectRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('no package.json above the program: reinstall it as a whole');
    folder = parent;
  }
  return folder;
}

/**
 * The built form of a source file, for what must be a file of its own: threads and child processes.
 *
 * @param path relative to the project's top folder, with the built extension: `src/store/embedded/thread.js`.
 */
export function builtFile(path: string): string {
  return join(projectRoot(), 'dist', path);
}
