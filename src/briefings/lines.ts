import type { Gazetteer } from '../domain/area.js';
import { type Hotspot, visibleMix } from '../domain/hotspot.js';
import { SILENT_FEED_DAYS } from '../domain/incident.js';
import type { Block, Rank, Text } from '../domain/message.js';
import { dateOfDay, dayOfDate } from '../domain/period.js';
import type { PredictionScore } from '../domain/prediction.js';
import {
  date,
  instant,
  line,
  listOf,
  metres,
  note,
  number,
  offence,
  phrase,
  shortenedNote,
  text,
} from '../domain/reply.js';
import type { Queryable } from '../store/database.js';
import { type Freshness, freshness } from '../store/incidents.js';
import { changeText } from './change.js';
import { zoneName } from './zone-name.js';

/** One hotspot in one line: where, how many, what, how large, and what became of it. `hidden` offences go unnamed. */
export function hotspotLine(
  hotspot: Hotspot,
  hidden: ReadonlySet<string>,
  gazetteer: Pick<Gazetteer, 'areas' | 'places'>,
): Text {
  const { count, offences } = visibleMix(hotspot, hidden);
  const top = offences.slice(0, 2).map(({ id }) => offence(id));
  const values = {
    place: zoneName(hotspot, gazetteer),
    n: number(count),
    offences: top.length > 0 ? listOf(top) : phrase(text('commands.query.restricted_offences')),
    radius: metres(Math.max(150, Math.round(hotspot.radiusMetres / 50) * 50)),
    change: phrase(text(`commands.hotspots.change.${hotspot.change}`)),
  };
  return text('commands.hotspots.item', values, count);
}

/** The days whose incidents hotspots count; nothing without hotspots. */
export function windowNotes([first]: readonly Hotspot[]): Block[] {
  if (!first) return [];
  const to = date(dateOfDay(dayOfDate(first.windowTo) - 1));
  return [note(text('commands.hotspots.window', { from: date(first.windowFrom), to }))];
}

const DAY_MS = 86_400_000;

/** Since when the feed is silent, where that is so well before `until`: the days in between are unknown, not without incidents. */
function silentSince({ latestOccurredAt }: Freshness, until: Date): Date | null {
  if (latestOccurredAt === null) return null;
  return until.getTime() - latestOccurredAt.getTime() > SILENT_FEED_DAYS * DAY_MS ? latestOccurredAt : null;
}

/**
 * How fresh the data are, and whether they are real.
 *
 * @param until the end of what is told, cut at now
 * @param known the state of the data, where the answer has asked for it before
 */
export async function freshnessNotes(on: Queryable, until: Date, known?: Freshness): Promise<Block[]> {
  const state = known ?? (await freshness(on));
  if (state.latestOccurredAt === null) return [note(text('commands.query.no_incidents_at_all'))];
  const at = instant(state.latestOccurredAt);
  const key = silentSince(state, until) ? 'feed_silent' : 'freshness';
  const fresh = shortenedNote(text(`notes.${key}`, { at }), text(`notes.${key}_short`, { at }));
  return [fresh, ...syntheticNotes(state)];
}

/** Whether the data are invented, all of them or some. */
export function syntheticNotes({ syntheticShare, synthetic, total }: Freshness): Block[] {
  if (syntheticShare === 0) return [];
  if (syntheticShare === 1) return [shortenedNote(text('notes.synthetic'), text('notes.synthetic_short'))];
  // Counts, not a share: 99.9 % would round to all of them.
  const values = { synthetic: number(synthetic, 0), n: number(total, 0) };
  return [shortenedNote(text('notes.partly_synthetic', values), text('notes.partly_synthetic_short'))];
}

/** Two counts of equally long periods, in the order of time; `until`: the end of the later one, cut at now. */
export type Counts = { before: number; after: number; until: Date };

/** Whether there was a change. Nothing where the feed fell silent before the end: that is no fall. */
export function changeLines(state: Freshness, { before, after, until }: Counts, rank?: Rank): Block[] {
  if (silentSince(state, until)) return [];
  return [line(changeText(before, after), rank)];
}

/** Fewer days than this say little of how good forecasts are. */
const FEWEST_SCORED_DAYS = 7;

/** How good the forecasts of a place were lately, once there are enough days to tell. */
export function scoreNotes(score: PredictionScore | null): Block[] {
  if (!score || score.days < FEWEST_SCORED_DAYS) return [];
  const { days, inside80 } = score;
  const values = { n: number(days), inside: number(inside80), promised: number(Math.round(0.8 * days)) };
  return [note(text('notes.forecast_score', values, days), 4)];
}
