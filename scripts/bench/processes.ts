import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { builtFile, projectRoot } from '../../src/root.js';
import { freePort } from './port.js';

/** A program of ours in a process of its own. */
export type RunningProcess = {
  /** Where its web side listens; of a worker nobody does. */
  url: string;
  pid: number;
  /** Everything it printed so far. */
  output(): string;
  /** True until it has ended, by whoever. */
  runs(): boolean;
  /** Ends it as an operator would; resolves to the exit code. */
  stop(): Promise<number | null>;
  /** kill -9. */
  kill(): Promise<void>;
};

/**
 * Starts the built program in a role and waits until it says that it runs. Unlike `npm start` it never builds: what is
 * measured must not change while it is measured.
 *
 * @param nice added to its scheduling priority: 0 is as urgent as we are.
 * @throws Error with its output when it ends instead.
 */
export async function startProgram(
  role: 'web' | 'worker' | 'all',
  environment: Record<string, string>,
  { nice = 0 }: { nice?: number } = {},
): Promise<RunningProcess> {
  const port = String(await freePort());
  const script = `const { main } = await import(${JSON.stringify(builtFile('scripts/start.js'))});
    process.exitCode = await main(['--role', '${role}']);`;
  return startNode(['--input-type=module', '-e', script], /Khareetaty is running/, {
    environment: { LOG_LEVEL: 'warn', ...environment, PORT: port },
    port,
    nice,
  });
}

type NodeOptions = { environment: Record<string, string>; port: string; nice?: number };

/** Starts Node with these arguments and waits until it prints `ready`. @throws Error with its output when it ends. */
export async function startNode(
  args: string[],
  ready: RegExp,
  { environment, port, nice = 0 }: NodeOptions,
): Promise<RunningProcess> {
  const { PATH = '', HOME = '' } = process.env;
  const command =
    nice === 0 ? [process.execPath, ...args] : ['nice', '-n', String(nice), process.execPath, ...args];
  const [file = '', ...rest] = command;
  const child = spawn(file, rest, { cwd: projectRoot(), env: { PATH, HOME, ...environment }, stdio: 'pipe' });
  const output = await printed(child, ready);
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    output,
    runs: () => child.exitCode === null && child.signalCode === null,
    stop: () => end(child, 'SIGTERM'),
    kill: async () => void (await end(child, 'SIGKILL')),
  };
}

function printed(child: ChildProcess, ready: RegExp): Promise<() => string> {
  let text = '';
  return new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        if (ready.test(text)) resolve(() => text);
      });
    }
    child.once('exit', (code) => reject(new Error(`the program ended with ${code}:\n${text}`)));
  });
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  child.kill(signal);
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}
