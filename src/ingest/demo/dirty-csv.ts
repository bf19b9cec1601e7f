import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { seededRandom } from '../../analytics/random.js';
import { countOne } from '../report.js';
import { DIRT, type Dirt, type DirtTruth } from './dirt.js';
import { type Cells, createScribe, type DirtySources, lineOf, soil } from './dirty-rows.js';
import { drawIndex, weightedTable } from './draw.js';
import type { DemoIncident } from './generate.js';

const HEADER = [
  ...['رقم البلاغ', 'Date of occurrence', 'تاريخ البلاغ', 'نوع الجريمة', 'latitude', 'خط الطول'],
  ...['المنطقة', 'Governorate', 'القطعة', 'discovered'],
];
const BLOCK_LINES = 2000;

/**
 * Writes incidents as a CSV that is as dirty as real exports are: UTF-8 with byte order mark, CRLF, a bilingual header,
 * every date writing under the sun, both languages, the defects of `DIRT`, blank lines, and a cut-off last line.
 *
 * @param seed equal seeds dirty equally.
 * @returns what an importer has to report of the file.
 */
export async function writeDirtyCsv(
  path: string,
  incidents: Iterable<DemoIncident>,
  sources: DirtySources,
  seed: number,
): Promise<DirtTruth> {
  const truth: DirtTruth = { rows: 0, accepted: 0, duplicate: 0, quarantinedBy: {}, flags: {}, dirt: {} };
  await pipeline(dirtyLines(incidents, sources, seed, truth), createWriteStream(path));
  return truth;
}

function* dirtyLines(
  incidents: Iterable<DemoIncident>,
  sources: DirtySources,
  seed: number,
  truth: DirtTruth,
): Generator<string> {
  const random = seededRandom(seed);
  const scribe = createScribe(sources, random);
  const table = weightedTable(DIRT.map((d) => d.share));
  let lines = [`\ufeff${HEADER.join(',')}`];
  let last: Cells | null = null;
  for (const incident of incidents) {
    const dirt = DIRT[drawIndex(table, random)] ?? DIRT[0];
    const { cells, utc } = scribe(incident);
    if (dirt.name === 'repeated_row' || dirt.name === 'repeated_id') {
      lines.push(lineOf(cells));
      note(truth, DIRT[0], utc);
    }
    lines.push(soil(dirt.name, cells, incident, sources, random));
    note(truth, dirt, utc && dirt.name !== 'date_without_time');
    if (random() < 0.001) lines.push('');
    last = cells;
    if (lines.length < BLOCK_LINES) continue;
    yield block(lines);
    lines = [];
  }
  if (last) lines.push(cutOff(last, truth));
  yield block(lines).slice(0, last ? -2 : undefined);
}

const block = (lines: readonly string[]) => `${lines.join('\r\n')}\r\n`;

function note(truth: DirtTruth, dirt: Dirt & { name: (typeof DIRT)[number]['name'] }, utc: boolean): void {
  truth.rows++;
  countOne(truth.dirt, dirt.name);
  if (dirt.outcome === 'duplicate') truth.duplicate++;
  else if (dirt.outcome !== 'accepted') countOne(truth.quarantinedBy, dirt.outcome);
  else {
    truth.accepted++;
    for (const flag of dirt.flags) countOne(truth.flags, flag);
    if (utc) countOne(truth.flags, 'utc_converted');
  }
}

/** The start of a row where the transfer broke off. */
function cutOff(cells: Cells, truth: DirtTruth): string {
  truth.rows++;
  truth.quarantinedBy.truncated_row = 1;
  return lineOf(cells).split(',').slice(0, 4).join(',').slice(0, -2);
}
