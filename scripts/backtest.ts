import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { ringsOfGeoJson } from '../src/alerts/mask.js';
import type { Mask } from '../src/analytics/risk.js';
import { rasterise } from '../src/pictures/raster.js';
import { gapNote } from './backtest/days.js';
import { FORECAST_METHODS } from './backtest/forecast-methods.js';
import { rollingOrigins } from './backtest/origins.js';
import { asSvg } from './backtest/plot.js';
import { loadProphet } from './backtest/prophet.js';
import { type Incidents, readColumnMap, readIncidents } from './backtest/read.js';
import { asJson, asText, type BacktestReport } from './backtest/report.js';
import { scoreAlerts } from './backtest/score-alerts.js';
import { scoreForecasts } from './backtest/score-forecasts.js';
import { kernelsFor, scoreMaps } from './backtest/score-maps.js';
import { seriesOf } from './backtest/series.js';
import { verdictOf } from './backtest/verdict.js';

const HELP = `How well would the hotspot maps, forecasts and alerts have done on your own incidents?

  npm run backtest -- --csv FILE.csv[.gz] [options]

The file has the columns id,occurred_at,category,latitude,longitude,district (local time, degrees); other headers are known where
imports know them, and the report says so. Separators, encodings and dates are read as imports read them: 2026-03-18 14:30, 18/03/2026,
3/18/2026 2:30 PM; the whole column tells whether the day or the month stands first.
Every map and forecast sees only what was known on its day; what followed is the exam.

  --csv FILE            the incidents; also --csv FILE.csv.gz
  --map FILE.json       other column names, e.g. {"occurred_at":"date_reported"}
  --folds N             test periods, at most (26)
  --horizon-days N      length of a test period, 1 to 28 (7)
  --cell-metres N       side of a map cell, 50 to 2000 (150)
  --mask FILE.geojson   the study area; default: cells within 500 m of an earlier incident
  --drop-last DAYS      days at the end that are still filling (14 if the file spans half a year, else 0)
  --series N            categories and districts to forecast, most frequent first, at most N of each (5)
  --json                machine-readable
  --png FILE.png        also draw the comparison; a name that ends in .svg gets the drawing itself
`;

const OPTIONS = {
  csv: { type: 'string' },
  map: { type: 'string' },
  folds: { type: 'string', default: '26' },
  'horizon-days': { type: 'string', default: '7' },
  'cell-metres': { type: 'string', default: '150' },
  mask: { type: 'string' },
  'drop-last': { type: 'string' },
  series: { type: 'string', default: '5' },
  json: { type: 'boolean', default: false },
  png: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

const settings = z.object({
  csv: z.string({ error: '--csv FILE is missing' }),
  map: z.string().optional(),
  folds: z.coerce.number().int().min(1).max(200),
  'horizon-days': z.coerce.number().int().min(1).max(28),
  'cell-metres': z.coerce.number().min(50).max(2000),
  mask: z.string().optional(),
  'drop-last': z.coerce.number().int().min(0).max(400).optional(),
  series: z.coerce.number().int().min(0).max(100),
  json: z.boolean(),
  png: z
    .string()
    .regex(/\.(png|svg)$/, 'the name must end in .png or .svg')
    .optional(),
});
type Settings = z.infer<typeof settings>;

const HALF_A_YEAR_DAYS = 180;
const FILLING_DAYS = 14;

/** Runs the backtest. @returns the exit code: 0, or 1 after saying what to change. */
export async function main(argv: string[]): Promise<number> {
  try {
    const { values } = parseArgs({ args: argv, options: OPTIONS });
    if (values.help) {
      console.log(HELP);
      return 0;
    }
    const parsed = settings.safeParse(values);
    if (!parsed.success) throw new Error(explain(parsed.error));
    const report = await backtest(parsed.data);
    console.log(
      parsed.data.json
        ? JSON.stringify(asJson(report))
        : [asText(report), '', ...verdictOf(report)].join('\n'),
    );
    if (parsed.data.png) await writePicture(parsed.data.png, asSvg(report));
    return 0;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\nSee: npm run backtest -- --help`);
    return 1;
  }
}

function explain(error: z.ZodError): string {
  return error.issues
    .map(({ path, message }) => (path.length > 0 ? `--${path.join('.')}: ${message}` : message))
    .join('\n');
}

async function backtest(options: Settings): Promise<BacktestReport> {
  const incidents = await readIncidents(options.csv, await readColumnMap(options.map), new Date());
  if (incidents.dayNumber.length === 0)
    throw new Error(
      [
        `${options.csv} holds no incident with a readable date such as 2026-03-18 or 18/03/2026 14:30`,
        ...(incidents.skipped.malformed > 0
          ? [`${incidents.skipped.malformed} rows have other cells than the header`]
          : []),
        ...incidents.notes,
      ].join('\n'),
    );
  const span = spanOf(incidents, options['drop-last']);
  const horizonDays = options['horizon-days'];
  const origins = rollingOrigins(span, { folds: options.folds, horizonDays });
  if (origins.length === 0) {
    throw new Error(
      `the incidents span too few days (${span.lastDay - span.firstDay + 1}) to learn from and be tested on ${horizonDays}`,
    );
  }
  const mask = await readMask(options.mask);
  const prophet = await loadProphet();
  const ground = { origins, cellMetres: options['cell-metres'], mask };
  const { name, kernels } = kernelsFor(incidents.placed, ground);
  const maps = scoreMaps(incidents.placed, { ...ground, horizonDays, kernels }, (done) =>
    progress(`maps: ${done} of ${origins.length} test periods`),
  );
  const series = seriesOf(incidents, span, options.series);
  const forecasts = scoreForecasts(
    series,
    prophet ? [...FORECAST_METHODS, prophet] : FORECAST_METHODS,
    { origins, horizonDays, now: () => performance.now() },
    (done) => progress(`forecasts: ${done} of ${series.length} series`),
  );
  const alerts = scoreAlerts(incidents, {
    origins,
    onWeek: (done, of) => progress(`alerts: ${done} of ${of} weeks`),
  });
  progress('');
  return {
    ...{ incidents, span, origins, horizonDays, maps, forecasts, alerts },
    kernels: name,
    notes: [...incidents.notes, ...gapNote(incidents.dayNumber, span)],
    prophet: prophet !== null,
  };
}

function spanOf({ dayNumber }: Incidents, dropLast: number | undefined): BacktestReport['span'] {
  const firstDay = dayNumber.reduce((first, day) => Math.min(first, day));
  const lastDay = dayNumber.reduce((last, day) => Math.max(last, day));
  const dropped = dropLast ?? (lastDay - firstDay >= HALF_A_YEAR_DAYS ? FILLING_DAYS : 0);
  return { firstDay, lastDay: lastDay - dropped };
}

/** Progress goes to the terminal only: standard output is for the result. */
function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
}

/** The study area as rings; without a file, the neighbourhood of earlier incidents. Holes are filled. */
async function readMask(path: string | undefined): Promise<Mask> {
  if (!path) return {};
  const rings = ringsOfGeoJson(await readFile(path, 'utf8'));
  return { rings, nearIncidentsMetres: 0 };
}

const PIXELS_PER_UNIT = 2;

async function writePicture(path: string, svg: string): Promise<void> {
  await writeFile(path, path.endsWith('.svg') ? svg : rasterise(svg, PIXELS_PER_UNIT).png);
}
