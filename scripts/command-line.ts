import { type ParseArgsConfig, parseArgs } from 'node:util';
import { ConfigError, loadConfig } from '../src/config.js';
import { AppError } from '../src/domain/errors.js';
import { createRuntime, type Runtime } from '../src/runtime.js';
import { DataFolderTaken } from '../src/store/embedded/owner.js';
import { pendingMigrations } from '../src/store/migrate.js';
import { openConfigured } from '../src/store/open.js';

/** A wrong call of a command: shown with the help, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

type Options = NonNullable<ParseArgsConfig['options']>;

/**
 * Runs a command: shows its help on `--help`, turns what people can mend into one sentence, and returns the exit code.
 */
export async function command<O extends Options>(
  argv: string[],
  { help, options, positionals = false }: { help: string; options: O; positionals?: boolean },
  work: (parsed: ReturnType<typeof parse<O>>) => Promise<number | undefined>,
): Promise<number> {
  try {
    if (argv.includes('--help') || argv.includes('-h')) {
      console.log(help.trim());
      return 0;
    }
    return (await work(parse(argv, options, positionals))) ?? 0;
  } catch (error) {
    console.error(explain(error, help));
    return error instanceof UsageError || isArgumentError(error) ? 2 : 1;
  }
}

function parse<O extends Options>(args: string[], options: O, allowPositionals: boolean) {
  return parseArgs({ args, options, allowPositionals, strict: true });
}

const isArgumentError = (error: unknown) =>
  String(Reflect.get(Object(error), 'code')).startsWith('ERR_PARSE_ARGS');

const FILE_TROUBLES: Readonly<Record<string, string>> = {
  EEXIST: 'is a file, not a folder',
  ENOTDIR: 'has a file where a folder should be',
  ENOENT: 'does not exist',
  EISDIR: 'is a folder, not a file',
  EACCES: 'may not be read or written by this user',
  EROFS: 'is on a disk that cannot be written',
  ENOSPC: 'is on a disk that is full',
};

function explain(error: unknown, help: string): string {
  if (error instanceof UsageError || isArgumentError(error)) {
    return `${(error as Error).message}\n\n${help.trim()}`;
  }
  if (error instanceof ConfigError || error instanceof DataFolderTaken || error instanceof AppError)
    return error.message;
  const { code, port, path } = Object(error) as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE')
    return `port ${port} is taken: stop the other program, or set PORT to a free one`;
  const trouble = FILE_TROUBLES[code ?? ''];
  if (trouble !== undefined && path !== undefined)
    return `${path} ${trouble}: is DATA_DIR (or the file named) right?`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Opens the database (joining a running program's) and works with a runtime over it. */
export async function withRuntime<T>(
  work: (runtime: Runtime) => Promise<T>,
  parts: Partial<Runtime> = {},
): Promise<T> {
  const config = loadConfig();
  const opened = await openConfigured(config, 'join');
  try {
    const pending = await pendingMigrations(opened.db);
    if (pending.length > 0) {
      throw new AppError(
        'conflict',
        `the database lacks ${pending.length} migration(s): run "npm run migrate" first`,
      );
    }
    return await work(createRuntime(config, opened.db, parts));
  } finally {
    await opened.close();
  }
}
