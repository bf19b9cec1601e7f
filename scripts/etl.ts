import { readFile } from 'node:fs/promises';
import { AppError } from '../src/domain/errors.js';
import { loadBoundaries } from '../src/gazetteer/gazetteer.js';
import { type ImportOptions, importCsv } from '../src/ingest/etl.js';
import { type Mapping, parseMapping } from '../src/ingest/mapping.js';
import type { EtlReport } from '../src/ingest/report.js';
import { seedPlaces } from '../src/store/places.js';
import { command, UsageError, withRuntime } from './command-line.js';
import { type QuarantineForm, writeQuarantined } from './etl/quarantined.js';

const HELP = `
npm run etl -- FILE.csv [--map MAPPING.json] [--source NAME] [--dry-run] [--synthetic] [--insist] [--json]
npm run etl -- --quarantined BATCH [--csv]

Reads a CSV of incidents (also gzipped) into incidents_raw and the clean rows into incidents_clean, and accounts for
every row: read = accepted + quarantined + duplicate. The same file again changes nothing; a broken-off import goes on
where it stopped; a known id with new content corrects the incident.

  --map FILE     says what the columns and words of this source mean where their names do not, for example
                 {"source":"traffic","columns":{"id":"NR","occurred_at":"WHEN","offence":"CODE"},"dateOrder":"dmy",
                  "timeZone":"UTC","offences":{"X9":"arson"},"areas":{"Zone 7":"bayan"},"offenceFallback":"theft"}
                 A city outside Kuwait: {"bounds":{"south":..,"north":..,"west":..,"east":..},"utmZone":10}
  --source NAME  the system that the file comes from (default: the mapping's "source", else csv); ids are unique in it
  --dry-run      reads, cleans and counts, and stores nothing
  --synthetic    marks every incident as invented: answers that hold one say so
  --insist       imports also a file of which nearly every one of the first rows would be refused
  --json         prints the report as JSON
  --quarantined  lists the rows of a batch that were refused: line of the file, reasons, and the row as it came (--csv: as
                 a table). The batch's number is in the report of its import
`;

/** `npm run etl`. */
export function main(argv: string[]): Promise<number> {
  const options = {
    map: { type: 'string' },
    source: { type: 'string' },
    'dry-run': { type: 'boolean', default: false },
    synthetic: { type: 'boolean', default: false },
    insist: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    quarantined: { type: 'string' },
    csv: { type: 'boolean', default: false },
  } as const;
  return command(argv, { help: HELP, options, positionals: true }, async ({ values, positionals }) => {
    const [path, ...more] = positionals;
    if (values.quarantined !== undefined) {
      if (path) throw new UsageError('name a file or a batch, not both');
      await listRefused(values.quarantined, values.csv ? 'csv' : 'text');
      return 0;
    }
    if (!path || more.length > 0) throw new UsageError('name one CSV file');
    const mapping = values.map ? await readMapping(values.map) : undefined;
    const report = await withRuntime(async (runtime) => {
      await seedPlaces(runtime.db, runtime.knowledge.gazetteer, loadBoundaries(), runtime.knowledge.offences);
      return importCsv(runtime, {
        path,
        dryRun: values['dry-run'],
        synthetic: values.synthetic,
        insist: values.insist,
        onProgress: progressLine(),
        ...(mapping && { mapping }),
        ...(values.source && { source: values.source }),
      });
    });
    console.log(values.json ? JSON.stringify(report, null, 2) : asText(report));
    return 0;
  });
}

async function listRefused(batch: string, form: QuarantineForm): Promise<void> {
  if (!/^[1-9]\d{0,8}$/.test(batch)) throw new UsageError(`"${batch}" is no number of a batch`);
  await withRuntime(({ db }) => writeQuarantined(db, Number(batch), form, (text) => console.log(text)));
}

async function readMapping(path: string): Promise<Mapping> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new AppError('not_found', `the mapping ${path} cannot be read: check the path`, { cause: error });
  });
  return parseMapping(text);
}

/** Shows how far the import is: in place on a terminal, a line now and then in a log. */
function progressLine(): NonNullable<ImportOptions['onProgress']> {
  let shown = 0;
  return ({ stage, rows, of }) => {
    const step = process.stderr.isTTY ? 5000 : 100_000;
    if (rows - shown < step && rows !== of && !(stage === 'import' && rows < shown)) return;
    shown = rows;
    const text =
      stage === 'survey' ? `looking through the file: ${rows} rows` : `importing: ${rows} of ${of} rows`;
    process.stderr.write(process.stderr.isTTY ? `\r${text}   ` : `${text}\n`);
    if (process.stderr.isTTY && rows === of) process.stderr.write('\n');
  };
}

function asText(report: EtlReport): string {
  const counts = (
    by: Readonly<Record<string, number | undefined>>,
    firstLines: Readonly<Record<string, readonly number[] | undefined>> = {},
  ) =>
    Object.entries(by)
      .sort(([, a], [, b]) => (b ?? 0) - (a ?? 0))
      .map(([name, n = 0]) => `  ${String(n).padStart(10)}  ${name}${shownLines(firstLines[name] ?? [], n)}`);
  const lines = [
    `rows read     ${report.read}`,
    `accepted      ${report.accepted}${report.corrected > 0 ? ` (${report.corrected} corrected an earlier version)` : ''}`,
    `duplicate     ${report.duplicate}`,
    `quarantined   ${report.quarantined}`,
    ...counts(report.quarantinedBy, report.firstLines),
    ...(Object.keys(report.flags).length > 0
      ? ['doubts kept beside accepted rows', ...counts(report.flags)]
      : []),
    `columns       ${Object.entries(report.columns)
      .map(([field, title]) => `${field} = "${title}"`)
      .join(', ')}`,
    ...(report.quarantined > 0 && report.batchId !== null
      ? [`all of them    npm run etl -- --quarantined ${report.batchId}`]
      : []),
    `${report.batchId === null ? 'dry run, nothing stored' : `batch ${report.batchId}`}, source "${report.source}", ${report.encoding}, ${report.seconds} s`,
    ...report.notes.map((note) => `note: ${note}`),
  ];
  return lines.join('\n');
}

/** Where to look: the first lines, and that there are more. */
function shownLines(lines: readonly number[], of: number): string {
  if (lines.length === 0) return '';
  return ` (line${lines.length === 1 ? '' : 's'} ${lines.join(', ')}${of > lines.length ? ', ...' : ''})`;
}
