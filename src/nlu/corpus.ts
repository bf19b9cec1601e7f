import type { Intent, Slots } from './frame.js';

/**
 * One worked message of a corpus, read on Wednesday 18 March 2026, 10:15 in Kuwait.
 *
 * `slots` are the whole answer; periods are written short, "2026-03-17/2026-03-18" (local days, half-open). `after` are
 * the person's earlier messages. A row of `mustNot` may be read as anything but the intents it lists.
 */
export type CorpusRow = {
  text: string;
  intent: Intent;
  slots?: Omit<Slots, 'period' | 'compare_period'> & { period?: string; compare_period?: string };
  after?: readonly string[];
};

/** Messages that are understood, and messages that are declined. */
export type Corpus = { must: readonly CorpusRow[]; outside: readonly string[] };

/** The instant at which corpora are read. */
export const CORPUS_NOW = '2026-03-18T10:15:00+03:00';
