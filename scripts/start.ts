import { loadConfig } from '../src/config.js';
import { PROGRAM_ROLES, type Program, type ProgramRole, startProgram } from '../src/main.js';
import { command, UsageError } from './command-line.js';

const HELP = `
npm start -- [--role web|worker|all]

Starts the program (role "all" unless told). Without DATABASE_URL it keeps an embedded PostGIS in DATA_DIR (./data);
separate web and worker processes need DATABASE_URL. Settings: .env.example.
`;

/** `npm start`: runs until it is told to stop. */
export function main(argv: string[]): Promise<number> {
  return command(
    argv,
    { help: HELP, options: { role: { type: 'string', default: 'all' } } },
    async ({ values }) => {
      const role = PROGRAM_ROLES.find((known) => known === values.role);
      if (!role) throw new UsageError(`there is no role "${values.role}"`);
      const config = loadConfig();
      if (role !== 'all' && config.databaseUrl === null) {
        throw new UsageError(
          'separate web and worker processes need DATABASE_URL: the embedded database has one owner',
        );
      }
      const began = performance.now();
      const program = await startProgram(config, { role, onProgress: (text) => console.log(`… ${text}`) });
      announce(program, role, (performance.now() - began) / 1000);
      return untilStopped(program);
    },
  );
}

function announce({ runtime, setup, port }: Program, role: ProgramRole, seconds: number): void {
  const { config } = runtime;
  const lines = [`Khareetaty is running (role ${role}) after ${seconds.toFixed(1)} s.`];
  if (port !== null) {
    const here = `http://localhost:${port}`;
    lines.push(
      `  status page    ${here}/`,
      `  API            ${here}/docs`,
      `  health         ${here}/health`,
    );
    lines.push(`  webhooks       ${config.http.publicUrl}/webhooks/twilio/messages`);
  }
  if (setup.demoIncidents > 0)
    lines.push(`  demo           ${setup.demoIncidents} SYNTHETIC incidents were made up`);
  if (setup.adminPassword !== null) {
    lines.push(`  admin          admin@khareetaty.ai, password (shown only now): ${setup.adminPassword}`);
  }
  const channels = [...runtime.channels.keys()].join(', ') || 'none: their settings are not set';
  lines.push(`  channels       ${channels}`);
  lines.push('  chat without any account, in a second terminal: npm run chat -- --as officer@khareetaty.ai');
  console.log(lines.join('\n'));
}

/** Waits for a signal or the program's death; a second signal ends it at once. */
async function untilStopped(program: Program): Promise<number> {
  const signal = new Promise<string>((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM'] as const) {
      process.once(name, () => {
        process.once(name, () => process.exit(130));
        resolve(name);
      });
    }
  });
  try {
    const name = await Promise.race([signal, program.died]);
    console.log(`${name}: finishing what is under way …`);
    await program.stop();
    return 0;
  } catch (error) {
    console.error('the program can no longer work:', error);
    await program.stop().catch(() => undefined);
    return 1;
  }
}
