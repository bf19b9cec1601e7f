import { hash } from 'node:crypto';
import type { IncidentFeatures, QualityFlag, QuarantineReason } from '../domain/incident.js';
import type { AreaReader } from './area-names.js';
import type { OrderDecision } from './date-order.js';
import { settleStamp } from './date-order.js';
import { type ClockTime, readClock, type Stamp } from './dates.js';
import type { FeaturesOf } from './features.js';
import type { Columns, Field } from './mapping.js';
import type { OffenceReading } from './offence-names.js';
import { type PositionFrame, type PositionReading, readPosition, splitPosition } from './position.js';
import { remember } from './remember.js';
import { createStampReader } from './stamp-reader.js';
import { isBlank, plainDigits, storableText } from './text.js';
import type { Zone } from './zone.js';

/** A row understood, before its area is looked up and its id compared with what is stored. */
export type Draft = {
  sourceId: string;
  occurredMs: number;
  reportedMs: number | null;
  features: IncidentFeatures;
  offenceId: string;
  latitude: number | null;
  longitude: number | null;
  /** Area and governorate as the row names them. */
  namedArea: string | null;
  namedGovernorate: string | null;
  /** What stands for the area where nothing explains it. */
  unreadArea: string | null;
  block: number | null;
  discovered: boolean;
  quality: QualityFlag[];
  /** The position as a key: `latitude|longitude`. */
  spot: string;
  /** Equal for rows that say the same of an incident, however they write it. */
  contentHash: string;
};

/** A row either becomes a draft or is refused for reasons, the first of which is the one that is counted. */
export type Cleaned = { draft: Draft } | { reasons: QuarantineReason[]; sourceId: string | null };

/** Everything that the reading of one file needs; see `createCleaner`. */
export type CleaningRules = {
  columns: Columns;
  occurredOrders: ReadonlyMap<string, OrderDecision>;
  reportedOrders: ReadonlyMap<string, OrderDecision>;
  /** Zone of stamps that name none, and of the days on which people live. */
  sourceZone: Zone;
  localZone: Zone;
  /** True when that zone is UTC because the source says so. */
  statedUtc: boolean;
  featuresOf: FeaturesOf;
  readOffence: (text: string) => OffenceReading | null;
  offenceFallback: string | null;
  places: AreaReader;
  /** Where positions may lie. */
  frame: PositionFrame;
  /** Ids are made from the content: the file has none, or a spreadsheet destroyed them. */
  deriveIds: boolean;
  now: Date;
};

/** A report that comes this long after the event is flagged. */
const LATE_MS = 7 * 86_400_000;
const SKEW_MS = 3_600_000;
const EARLIEST_MS = Date.UTC(1990, 0, 1);
const YES = new Set(['1', 'true', 'yes', 'y', 't', 'نعم', 'صح']);

/** The readers of cells, each of which remembers what it read; and the rules that they serve. */
type Reading = CleaningRules & {
  readStamp: (text: string) => Stamp | null;
  readBlock: (text: string) => number | null;
  readYes: (text: string) => boolean;
  saysNothing: (text: string) => boolean;
};

/** Prepares the cleaning of a file's rows. The result is pure: a row in, a draft or the reasons out. */
export function createCleaner(given: CleaningRules): (cells: readonly string[]) => Cleaned {
  const rules: Reading = {
    ...given,
    readStamp: createStampReader(),
    readBlock: remember(readBlock),
    readYes: remember((text) => YES.has(text.trim().toLowerCase())),
    saysNothing: remember(isBlank),
  };
  const cellOf = (cells: readonly string[], field: Field): string => {
    const index = rules.columns[field];
    return index === undefined ? '' : (cells[index] ?? '');
  };
  return (cells) => {
    const cell = (field: Field) => cellOf(cells, field);
    const flags: QualityFlag[] = [];
    const reasons: QuarantineReason[] = [];
    const id = rules.deriveIds ? '' : readId(cell('id'), reasons);
    const occurredMs = readOccurred(cell, rules, flags, reasons);
    const offenceId = readOffenceId(cell, rules, flags, reasons);
    const position = readPositionCells(cell, rules);
    if (position.kind === 'bad') reasons.push('bad_position');
    if (position.kind === 'outside') reasons.push('outside_country');
    if (reasons.length > 0 || occurredMs === null || offenceId === null)
      return { reasons, sourceId: id || null };
    const draft = readRest(cell, rules, position, { occurredMs, offenceId, flags });
    draft.contentHash = hashOf(draft);
    draft.sourceId = rules.deriveIds ? `content:${hashOfCells(cells)}` : id;
    return { draft };
  };
}

type CellOf = (field: Field) => string;

function readId(text: string, reasons: QuarantineReason[]): string {
  const id = storableText(plainDigits(text));
  if (isBlank(id)) reasons.push('missing_id');
  else if (isMangledId(id)) reasons.push('mangled_id');
  return id.slice(0, 200);
}

/** True for an id that a spreadsheet turned into a number such as 1.20058E+13. */
export function isMangledId(id: string): boolean {
  return /^\d([.,]\d+)?E\+\d+$/i.test(id);
}

/** The stamp of the occurrence as written, from one column, two, or a column for each part; null where any of it is missing. */
export function occurredStamp(cell: CellOf, readStamp: Reading['readStamp']): Stamp | null {
  const year = cell('year');
  const text = cell('occurred_at');
  if (text === '' && year !== '') return stampOfParts(cell, readStamp);
  const stamp = readStamp(text);
  const time = readClockCell(cell);
  // "12:00 AM" beside a column of times is a spreadsheet's filler, not midnight.
  return stamp && time ? { ...stamp, time } : stamp;
}

function readClockCell(cell: CellOf): ClockTime | null {
  const text = cell('time');
  return text === '' ? null : readClock(text);
}

function stampOfParts(cell: CellOf, readStamp: Reading['readStamp']): Stamp | null {
  const text = `${cell('year')}-${cell('month')}-${cell('day')}`;
  const hour = plainDigits(cell('hour'));
  const minute = plainDigits(cell('minute')) || '0';
  const clock = hour === '' ? '' : ` ${hour}:${minute.padStart(2, '0')}`;
  return readStamp(text + clock);
}

function readOccurred(
  cell: CellOf,
  rules: Reading,
  flags: QualityFlag[],
  reasons: QuarantineReason[],
): number | null {
  const stamp = occurredStamp(cell, rules.readStamp);
  const settled = stamp ? settleStamp(stamp, rules.occurredOrders) : 'bad_date';
  if (!stamp || typeof settled === 'string') {
    reasons.push(lacksDay(cell) ? 'missing_day' : typeof settled === 'string' ? settled : 'bad_date');
    return null;
  }
  if (settled.assumed) flags.push('date_order_assumed');
  if (!stamp.time) flags.push('time_unknown');
  const instant = instantOf(stamp, settled.wallMs, rules);
  if (stamp.offsetMinutes === 0 || (stamp.offsetMinutes === null && rules.statedUtc))
    flags.push('utc_converted');
  if (instant < EARLIEST_MS) reasons.push('bad_date');
  if (instant > rules.now.getTime() + SKEW_MS) reasons.push('future_date');
  return instant;
}

/** True where the row tells year and month in columns of their own, but no day: any day put there would be a false peak. */
function lacksDay(cell: CellOf): boolean {
  const told = (field: Field) => !isBlank(cell(field));
  return !told('occurred_at') && told('year') && told('month') && !told('day');
}

function instantOf(stamp: Stamp, wallMs: number, rules: Reading): number {
  // A bare date is a local day, whatever zone the source keeps its clocks in.
  if (stamp.offsetMinutes !== null && stamp.time) return wallMs - stamp.offsetMinutes * 60_000;
  return (stamp.time ? rules.sourceZone : rules.localZone).instantOf(wallMs);
}

function readOffenceId(
  cell: CellOf,
  rules: Reading,
  flags: QualityFlag[],
  reasons: QuarantineReason[],
): string | null {
  const text = cell('offence');
  const detail = cell('offence_detail');
  if (rules.saysNothing(text) && rules.saysNothing(detail)) {
    reasons.push('missing_offence');
    return null;
  }
  const found = rules.readOffence(text) ?? rules.readOffence(detail);
  if (found?.corrected) flags.push('offence_corrected');
  if (found) return found.id;
  if (rules.offenceFallback) flags.push('offence_unknown');
  else reasons.push('unknown_offence');
  return rules.offenceFallback;
}

function readPositionCells(cell: CellOf, { columns, frame }: Reading): PositionReading {
  if (columns.latitude !== undefined && columns.longitude !== undefined) {
    const found = readPosition(cell('latitude'), cell('longitude'), frame);
    if (found.kind !== 'none' || columns.position === undefined) return found;
  }
  const text = cell('position');
  if (isBlank(text)) return { kind: 'none' };
  const pair = splitPosition(text);
  // A column called "location" often holds words; words are no position, but no wrong one either.
  if (!pair) return /\d{2}/.test(text) && !/\p{L}{3}/u.test(text) ? { kind: 'bad' } : { kind: 'none' };
  return readPosition(...pair, frame);
}

/** The draft but for its fingerprint and id. */
function readRest(
  cell: CellOf,
  rules: Reading,
  position: PositionReading,
  { occurredMs, offenceId, flags }: { occurredMs: number; offenceId: string; flags: QualityFlag[] },
): Draft {
  const point = position.kind === 'point' ? position : null;
  if (!point) flags.push('no_position');
  if (point?.flag) flags.push(point.flag);
  const reportedMs = readReported(cell('reported_at'), rules);
  if (reportedMs !== null && reportedMs - occurredMs > LATE_MS) flags.push('reported_late');
  const namedArea = rules.places.area(cell('area'));
  // One literal, no copies: this runs for every row of millions.
  return {
    sourceId: '',
    occurredMs,
    reportedMs,
    features: rules.featuresOf(occurredMs),
    offenceId,
    latitude: point ? round7(point.latitude) : null,
    longitude: point ? round7(point.longitude) : null,
    namedArea,
    unreadArea: namedArea === null && !rules.saysNothing(cell('area')) ? cell('area') : null,
    namedGovernorate: rules.places.governorate(cell('governorate')),
    block: rules.readBlock(cell('block')),
    discovered: rules.readYes(cell('discovered')),
    quality: flags,
    spot: point ? spotOf(round7(point.latitude), round7(point.longitude)) : NOWHERE,
    contentHash: '',
  };
}

const NOWHERE = '|';

/** The key of a position. */
export const spotOf = (latitude: number, longitude: number): string => `${latitude}|${longitude}`;

function readBlock(text: string): number | null {
  const block = /^\d{1,3}$/.exec(plainDigits(text).replace(/\p{L}+\.?\s*/gu, ''));
  return block ? Number(block[0]) : null;
}

const round7 = (degrees: number) => Math.round(degrees * 1e7) / 1e7;

/** A report date that cannot be read or comes before the event says nothing: it is left out, the incident stays. */
function readReported(text: string, rules: Reading): number | null {
  const stamp = text === '' ? null : rules.readStamp(text);
  const settled = stamp ? settleStamp(stamp, rules.reportedOrders) : 'bad_date';
  if (!stamp || typeof settled === 'string') return null;
  const instant = instantOf(stamp, settled.wallMs, rules);
  return instant > EARLIEST_MS && instant <= rules.now.getTime() + SKEW_MS ? instant : null;
}

/** Of all that a row says, also what is not read of it: two rows that differ anywhere are two incidents. */
function hashOfCells(cells: readonly string[]): string {
  return hash('md5', cells.map((cell) => cell.trim()).join('\u001f'), 'base64url');
}

/** 128 bits: of a billion rows no two different ones will ever look equal. No secret depends on it. */
function hashOf(d: Draft): string {
  const when = `${d.occurredMs}|${d.offenceId}|${d.reportedMs ?? ''}`;
  const where = `${d.spot}|${d.namedArea ?? ''}|${d.namedGovernorate ?? ''}`;
  return hash('md5', `${when}|${where}|${d.block ?? ''}|${d.discovered}`, 'base64url');
}
