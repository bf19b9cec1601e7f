import { loadConfig } from '../src/config.js';
import { AppError } from '../src/domain/errors.js';
import { loadBoundaries } from '../src/gazetteer/gazetteer.js';
import { writeDirtyCsv } from '../src/ingest/demo/dirty-csv.js';
import { demoIncidents } from '../src/ingest/demo/generate.js';
import { demoSource, demoSources, seedDemoIncidents } from '../src/ingest/demo/seed.js';
import { createClock, loadKnowledge } from '../src/runtime.js';
import { seedPlaces } from '../src/store/places.js';
import { command, UsageError, withRuntime } from './command-line.js';

const HELP = `
npm run seed -- [--incidents N] [--seed S] [--years Y] [--dirty-csv FILE]

Fills the database with N invented incidents (default: DEMO_INCIDENTS) of the last Y years (3), marked synthetic
wherever they show. Equal seeds (default: DEMO_SEED) give equal incidents; what is already there is not added again.

  --dirty-csv FILE  writes them to a CSV instead, as dirty as real exports are, for "npm run etl -- FILE --synthetic", and prints as JSON
                    what the import has to report of it
`;

type Wanted = { count: number; seed: number; years: number };

/** `npm run seed`. */
export function main(argv: string[]): Promise<number> {
  const options = {
    incidents: { type: 'string' },
    seed: { type: 'string' },
    years: { type: 'string' },
    'dirty-csv': { type: 'string' },
  } as const;
  return command(argv, { help: HELP, options }, async ({ values }) => {
    const config = loadConfig();
    const wanted = {
      count: wholeNumber('--incidents', values.incidents, config.demo.incidents),
      seed: wholeNumber('--seed', values.seed, config.demo.seed),
      years: Math.max(1, wholeNumber('--years', values.years, 3)),
    };
    return values['dirty-csv'] ? writeCsv(values['dirty-csv'], wanted) : fillDatabase(wanted);
  });
}

function wholeNumber(name: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  if (!/^\d{1,9}$/.test(text)) throw new UsageError(`${name} must be a whole number`);
  return Number(text);
}

async function writeCsv(path: string, { count, seed, years }: Wanted): Promise<number> {
  const config = loadConfig();
  const sources = { ...demoSources(config.timeZone), offences: loadKnowledge().offences };
  const until = createClock(config.clockAt).now();
  const truth = await writeDirtyCsv(
    path,
    demoIncidents(sources, { count, seed, until, years }),
    sources,
    seed,
  );
  console.log(JSON.stringify(truth, null, 2));
  return 0;
}

async function fillDatabase({ count, seed, years }: Wanted): Promise<number> {
  return withRuntime(async (runtime) => {
    if (runtime.config.production) {
      throw new AppError(
        'conflict',
        'invented incidents have no place beside real ones: NODE_ENV is production',
      );
    }
    await seedPlaces(runtime.db, runtime.knowledge.gazetteer, loadBoundaries(), runtime.knowledge.offences);
    const onProgress = (stored: number) => console.error(`${stored} of ${count} synthetic incidents`);
    const added = await seedDemoIncidents(runtime, { count, seed, years, onProgress });
    console.log(
      `${added} synthetic incidents added, source "${demoSource(seed)}", ${count - added} were there already`,
    );
    return 0;
  });
}
