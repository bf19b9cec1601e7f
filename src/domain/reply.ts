import type { Block, Choice, Rank, Reply, Text, Value } from './message.js';
import type { Period } from './period.js';

/** Builders for Reply blocks, so that commands read as sentences. */

export const number = (value: number, digits?: number): Value =>
  digits === undefined ? { kind: 'number', value } : { kind: 'number', value, digits };
/** A share, 1 = all. */
export const percent = (value: number): Value => ({ kind: 'percent', value });
/** An id or a number that is no quantity. */
export const code = (value: string | number): Value => ({ kind: 'code', value });
/** Text that people wrote: shown as it is, its markup made harmless. */
export const verbatim = (value: string): Value => ({ kind: 'verbatim', value });
/** An area, by the name it has in the reader's language. */
export const area = (id: string): Value => ({ kind: 'area', id });
/** A governorate by its full name: five of them share the short one with an area. */
export const governorate = (id: string): Value => ({
  kind: 'text',
  text: { key: 'common.governorate', values: { name: { kind: 'governorate', id } } },
});
/** An offence, by its name. */
export const offence = (id: string): Value => ({ kind: 'offence', id });
/** A local day. */
export const date = (value: string): Value => ({ kind: 'date', date: value });
/** A moment, in the reader's zone. */
export const instant = (at: Date): Value => ({ kind: 'instant', at });
/** A stretch of time. */
export const period = (value: Period): Value => ({ kind: 'period', period: value });
/** A distance. */
export const metres = (value: number): Value => ({ kind: 'metres', value });
/** Words of the catalogue within others. */
export const phrase = (value: Text): Value => ({ kind: 'text', text: value });
/** Things that are sentences of their own rather than names: no "and" joins them. */
export const apart = (items: readonly Value[]): Value => ({ kind: 'list', items, apart: true });
/** Several values side by side. */
export const listOf = (items: readonly Value[]): Value => ({ kind: 'list', items });

/** A translatable text. `count` chooses the plural form and is also shown as `{{count}}`. */
export function text(key: string, values: Readonly<Record<string, Value>> = {}, count?: number): Text {
  return count === undefined ? { key, values } : { key, values, count };
}

const ranked = <B extends Block>(block: B, rank: Rank | undefined): B =>
  rank === undefined ? block : { ...block, rank };

/** The first line. */
export const heading = (value: Text): Block => ({ kind: 'heading', text: value });
/** A line that stands above a list, and goes with it where there is no room. */
export const intro = (value: Text, rank?: Rank): Block =>
  ranked({ kind: 'text', text: value, introduces: true }, rank);
/** A line of its own. */
export const line = (value: Text, rank?: Rank): Block => ranked({ kind: 'text', text: value }, rank);
/** Small print. */
export const note = (value: Text, rank?: Rank): Block => ranked({ kind: 'note', text: value }, rank);
/** @param short how the note is said where every letter is paid for. */
export const shortenedNote = (value: Text, short: Text, rank?: Rank): Block =>
  ranked({ kind: 'note', text: value, short }, rank);
/** Lines of a list. */
export const bullets = (items: readonly Text[], rank?: Rank): Block =>
  ranked({ kind: 'list', items, ordered: false }, rank);
/** @param from the place of the first item, 1 unless the list goes on. */
export const ranking = (items: readonly Text[], rank?: Rank, from = 1): Block =>
  ranked(
    from === 1 ? { kind: 'list', items, ordered: true } : { kind: 'list', items, ordered: true, from },
    rank,
  );
/** Answers that can be picked by number or button. */
export const choices = (items: readonly Choice[], rank?: Rank): Block =>
  ranked({ kind: 'choices', choices: items }, rank);

/** A reply of the given blocks. */
export function reply(blocks: readonly Block[], short?: Text): Reply {
  return short === undefined ? { blocks } : { blocks, short };
}

/** A reply of one sentence. */
export function say(key: string, values: Readonly<Record<string, Value>> = {}, count?: number): Reply {
  return reply([line(text(key, values, count))]);
}
