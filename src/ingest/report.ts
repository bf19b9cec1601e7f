import { z } from 'zod';
import { QUALITY_FLAGS, QUARANTINE_REASONS, type QuarantineReason } from '../domain/incident.js';
import type { OrderDecision } from './date-order.js';

const counts = z.number().int().min(0);

/** What became of the rows so far: `read = accepted + quarantined + duplicate`, always. Stored with every chunk. */
export const tallySchema = z.object({
  read: counts,
  accepted: counts,
  quarantined: counts,
  duplicate: counts,
  /** Of the accepted: those that replaced an earlier version of the same incident. */
  corrected: counts,
  /** Quarantined rows by their first reason; the counts add up to `quarantined`. */
  quarantinedBy: z.partialRecord(z.enum(QUARANTINE_REASONS), counts),
  /** For each of these reasons the first few lines of the file that were refused for it, to look at. */
  firstLines: z.partialRecord(z.enum(QUARANTINE_REASONS), z.array(counts)).default({}),
  /** Area words that nothing explains, of the accepted rows flagged `area_unknown`; the first words met, not all of a column of prose. */
  unreadAreas: z.record(z.string(), counts).default({}),
  /** Accepted rows by doubt; a row may carry several. */
  flags: z.partialRecord(z.enum(QUALITY_FLAGS), counts),
});
/** The counts of `tallySchema`. */
export type Tally = z.infer<typeof tallySchema>;

/** The full account of one import. */
export type EtlReport = Tally & {
  source: string;
  fileName: string;
  sha256: string;
  /** Null in a dry run, which stores nothing. */
  batchId: number | null;
  /** True when this very file was imported before: nothing was done, and the counts are those of that import. */
  alreadyImported: boolean;
  /** Rows that an earlier, broken-off import of this file had already stored. */
  resumedAfter: number;
  encoding: string;
  delimiter: string;
  /** Field -> header of its column. */
  columns: Readonly<Record<string, string>>;
  /** How numeric dates were read, by shape of writing. */
  dateOrders: Readonly<Record<string, OrderDecision>>;
  /** Coordinates on which rows pile up; they are counted, but kept out of hotspots. */
  piles: readonly { latitude: number; longitude: number; incidents: number }[];
  /** What a person should look at, in plain English for operators. */
  notes: readonly string[];
  seconds: number;
};

/** A tally of nothing. */
export function emptyTally(): Tally {
  const none = { read: 0, accepted: 0, quarantined: 0, duplicate: 0, corrected: 0 };
  return { ...none, quarantinedBy: {}, firstLines: {}, unreadAreas: {}, flags: {} };
}

/** Adds one to a count of a partial record. */
export function countOne<K extends string>(counts: Partial<Record<K, number>>, key: K): void {
  const known = counts[key];
  counts[key] = (known ?? 0) + 1;
}

const KEPT_WORDS = 200;
const WORD_LETTERS = 40;

/** Counts a word for an area that nothing explains, if it is one of the first few hundred. */
export function countUnread({ unreadAreas }: Tally, word: string): void {
  const key = word.trim().slice(0, WORD_LETTERS);
  if (Object.hasOwn(unreadAreas, key) || Object.keys(unreadAreas).length < KEPT_WORDS)
    countOne(unreadAreas, key);
}

const SHOWN_LINES = 5;

/** Counts a refused row under its first reason, and keeps its line if it is one of the first. */
export function countRefused(tally: Tally, reason: QuarantineReason, line: number): void {
  countOne(tally.quarantinedBy, reason);
  const lines = tally.firstLines[reason] ?? [];
  if (lines.length < SHOWN_LINES) tally.firstLines[reason] = [...lines, line];
}
