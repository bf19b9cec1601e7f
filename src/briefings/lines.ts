import type { Gazetteer } from '../domain/area.js';
import { type Hotspot, visibleMix } from '../domain/hotspot.js';
import type { Block, Text } from '../domain/message.js';
import { dateOfDay, dayOfDate } from '../domain/period.js';
import type { PredictionScore } from '../domain/prediction.js';
import {
  date,
  instant,
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
import { freshness } from '../store/incidents.js';
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

/** How fresh the data are, and whether they are real. */
export async function freshnessNotes(on: Queryable): Promise<Block[]> {
  const state = await freshness(on);
  if (state.latestOccurredAt === null) return [note(text('commands.query.no_incidents_at_all'))];
  const at = instant(state.latestOccurredAt);
  const fresh = shortenedNote(text('notes.freshness', { at }), text('notes.freshness_short', { at }));
  if (state.syntheticShare === 0) return [fresh];
  if (state.syntheticShare === 1)
    return [fresh, shortenedNote(text('notes.synthetic'), text('notes.synthetic_short'))];
  // Counts, not a share: 99.9 % would round to all of them.
  const values = { synthetic: number(state.synthetic, 0), n: number(state.total, 0) };
  return [fresh, note(text('notes.partly_synthetic', values))];
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
