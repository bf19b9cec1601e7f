import { AppError } from '../domain/errors.js';
import type { QuarantineReason } from '../domain/incident.js';
import type { Cleaned } from './clean.js';
import { type CsvFile, readRecords } from './csv/read.js';
import type { CsvRecord } from './csv/records.js';
import type { Columns } from './mapping.js';

/** So many rows from the top of a file must show that it can be used. */
export const TRIAL_ROWS = 5000;
/** A short file is imported and accounted for, whatever becomes of its rows. */
const LEAST_ROWS = 1000;
const MOST_REFUSED = 0.98;

/** The first rows of a file. */
export async function firstRecords(file: CsvFile): Promise<CsvRecord[]> {
  const first: CsvRecord[] = [];
  for await (const block of readRecords(file)) {
    first.push(...block.slice(0, TRIAL_ROWS - first.length));
    if (first.length >= TRIAL_ROWS) break;
  }
  return first;
}

/**
 * Stops an import whose first rows would nearly all be refused, before anything is stored and before millions of
 * further rows are read.
 *
 * @throws AppError bad_request that says why they would be refused and what to put into the mapping.
 */
export function refuseHopeless(
  file: CsvFile,
  columns: Columns,
  first: readonly CsvRecord[],
  clean: (cells: readonly string[]) => Cleaned,
): void {
  if (first.length < LEAST_ROWS) return;
  const reasons = new Map<QuarantineReason, number>();
  const words = new Map<string, number>();
  let refused = 0;
  for (const { cells } of first) {
    const cleaned = cells ? clean(cells) : null;
    const reason = cleaned === null ? 'malformed_row' : 'reasons' in cleaned ? cleaned.reasons[0] : undefined;
    if (!reason) continue;
    refused++;
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    const word = cells?.[columns.offence ?? -1] ?? '';
    if (reason === 'unknown_offence') words.set(word, (words.get(word) ?? 0) + 1);
  }
  if (refused <= MOST_REFUSED * first.length) return;
  const why = byCount(reasons).map(([reason, n]) => `${reason} ${n}`);
  throw new AppError(
    'bad_request',
    `${refused} of the first ${first.length} rows of ${file.path} would be refused (${why.join(', ')}), so nothing was ` +
      `stored: ${advice(
        byCount(reasons)[0]?.[0],
        byCount(words).map(([word]) => word),
      )} To import it all the same: --insist`,
  );
}

function advice(reason: QuarantineReason | undefined, words: readonly string[]): string {
  if (reason === 'outside_country') {
    return (
      'its positions lie outside Kuwait. For another city put its box into the mapping, for example ' +
      '{"bounds":{"south":49.1,"north":49.4,"west":-123.3,"east":-122.9}}.'
    );
  }
  if (reason === 'bad_position') {
    return 'its positions cannot be read. Name the right columns in the mapping, or "utmZone" for metres of another zone.';
  }
  if (reason === 'unknown_offence') {
    const shown = words.slice(0, 5).map((word) => JSON.stringify(word.slice(0, 40)));
    return `say in the mapping what its words mean under "offences", or name an "offenceFallback": ${shown.join(', ')}.`;
  }
  return 'this may be the wrong file; if it is the right one, name its columns with --map.';
}

function byCount<K>(counts: ReadonlyMap<K, number>): [K, number][] {
  return [...counts].sort(([, a], [, b]) => b - a);
}
