import { runPipeline, STAGES, type Stage } from '../src/alerts/pipeline.js';
import { dayOfDate, localTime } from '../src/domain/period.js';
import type { Runtime } from '../src/runtime.js';
import { createRun, loadRun, runOfDay } from '../src/store/runs.js';
import { command, UsageError, withRuntime } from './command-line.js';

const help = (name: string, what: string) => `
npm run ${name} -- [--as-of DATE]

${what} --as-of YYYY-MM-DD: as on that morning (default: today); what happened on that day and later is not used.
`;

/** `npm run pipeline`: all stages for a day, going on where an earlier run of that day stopped. */
export function main(argv: string[]): Promise<number> {
  return runStages(argv, 'pipeline', 'Runs the whole night: ingest, hotspots, forecasts, alerts.', STAGES);
}

/** The same for some of the stages, each time anew, under a run of its own. */
export function runStages(
  argv: string[],
  name: string,
  what: string,
  stages: readonly Stage[],
): Promise<number> {
  const options = { 'as-of': { type: 'string' } } as const;
  return command(argv, { help: help(name, what), options }, ({ values }) =>
    withRuntime(async (runtime) => {
      const localDate = asOf(runtime, values['as-of']);
      const job =
        stages === STAGES ? 'nightly-pipeline' : `manual-${name}-${runtime.clock.now().toISOString()}`;
      const run =
        (await createRun(runtime.db, { job, localDate })) ?? (await runOfDay(runtime.db, job, localDate));
      if (!run) throw new Error('the run vanished while it was made');
      if (run.status === 'finished') {
        console.log(`the run of ${localDate} has finished already:\n${JSON.stringify(run.stages, null, 2)}`);
        return 0;
      }
      await runPipeline(runtime, run.id, { stages, onProgress: showProgress });
      console.log(JSON.stringify((await loadRun(runtime.db, run.id))?.stages, null, 2));
      return 0;
    }),
  );
}

function asOf({ clock, config }: Runtime, given: string | undefined): string {
  if (given === undefined) return localTime(clock.now(), config.timeZone).date;
  try {
    dayOfDate(given);
  } catch (error) {
    throw new UsageError(`--as-of: ${(error as Error).message}`);
  }
  const today = localTime(clock.now(), config.timeZone).date;
  if (given > today)
    throw new UsageError(`--as-of ${given} lies ahead: a night is run for today or a day before it`);
  return given;
}

function showProgress(stage: Stage, text: string, done: number, of: number): void {
  if (done === of || done % 25 === 0) console.error(`${stage}: ${done} of ${of} ${text}`);
}
