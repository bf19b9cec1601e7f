import { freshnessNotes, hotspotLine, windowNotes } from '../briefings/lines.js';
import { mapNotes, mapScoreBlocks, mapWarnings, whyLine } from '../briefings/map-lines.js';
import { hiddenOffences } from '../domain/access.js';
import type { Hotspot } from '../domain/hotspot.js';
import type { Block } from '../domain/message.js';
import { date, heading, intro, line, note, ranking, reply, text } from '../domain/reply.js';
import { latestMap } from '../store/hotspot-maps.js';
import { hotspotsNear, latestHotspots } from '../store/hotspots.js';
import { latestRun, loadRun } from '../store/runs.js';
import { type Circle, circleOf, circleText, unusedDistance } from './circle.js';
import { type CommandContext, defineCommand } from './command.js';
import { locationNeeded } from './location.js';
import { exhausted, moreHint, pageOf } from './paging.js';
import { recordedAreas } from './query.js';

/** As many as one look at a phone takes in; "more" brings the next. */
const MOST = 5;
const NEAR_METRES = 3000;

/** "Where are the hotspots in Farwaniya?" */
export const hotspots = defineCommand({
  name: 'hotspots',
  intents: ['hotspots'],
  action: 'hotspots.read',
  acts: false,
  async run(context) {
    const missing = locationNeeded(context);
    if (missing) return missing;
    const { tx, user, runtime } = context;
    const map = await latestMap(tx);
    const { skip, limit } = pageOf('hotspots', context.slots, MOST);
    const all = await hotspotsFor(context, skip + limit + 1);
    const found = all.slice(skip, skip + limit);
    const hidden = hiddenOffences(user, runtime.knowledge.offences);
    const warnings = map ? mapWarnings(map) : [];
    if (found.length === 0 && skip > 0) return exhausted(all.length);
    if (found.length === 0) {
      const run = await latestRun(tx, 'nightly-pipeline', 'finished');
      const why = run ? text('commands.hotspots.none') : text('commands.hotspots.no_run_yet');
      return reply([
        line(why),
        ...warnings,
        ...(run ? await mapScoreBlocks(tx, user) : []),
        ...(map ? mapNotes(map, hidden) : []),
        ...(run ? await hotspotNotes(context, []) : await freshnessNotes(tx, context.now)),
      ]);
    }
    return reply([
      heading(text(`commands.hotspots.${circleOf(context) ? 'heading_nearest' : 'heading'}`)),
      ...warnings,
      ranking(
        found.map((hotspot) => hotspotLine(hotspot, hidden, runtime.knowledge.gazetteer)),
        1,
        skip + 1,
      ),
      ...(all.length > skip + limit ? [moreHint()] : []),
      intro(text('commands.hotspots.why_heading'), 5),
      ranking(
        found.map((hotspot) => whyLine(hotspot, hidden)),
        5,
        skip + 1,
      ),
      ...(await mapScoreBlocks(tx, user)),
      ...(map ? mapNotes(map, hidden) : []),
      ...(await hotspotNotes(context, found)),
    ]);
  },
});

/** Zones are no positions of incidents: any distance may be asked for. */
function circleAsked(context: CommandContext): Circle | null {
  const circle = circleOf(context);
  return circle && { ...circle, radiusMetres: context.slots.radius_m ?? NEAR_METRES };
}

async function hotspotsFor(context: CommandContext, limit: number): Promise<Hotspot[]> {
  const { runtime, tx, slots, user } = context;
  const circle = circleAsked(context);
  if (circle) {
    const near = await hotspotsNear(tx, { ...circle, governorateIds: user.governorates, limit });
    return near.map(({ hotspot }) => hotspot);
  }
  const governorateIds = slots.governorate ?? (slots.areas ? null : user.governorates);
  return latestHotspots(tx, {
    areaIds: slots.areas ? recordedAreas(runtime.knowledge.gazetteer, slots.areas) : null,
    governorateIds,
    limit,
  });
}

/** When the map was made, over which days, how, and how fresh the data are. */
export async function hotspotNotes(context: CommandContext, shown: readonly Hotspot[]): Promise<Block[]> {
  // The map that is shown may be older than the last run: a night without a map does not renew its date.
  const [shownFirst] = shown;
  const run = shownFirst
    ? await loadRun(context.tx, shownFirst.runId)
    : await latestRun(context.tx, 'nightly-pipeline', 'finished');
  if (!run)
    return [note(text('commands.hotspots.no_run_yet')), ...(await freshnessNotes(context.tx, context.now))];
  const made = note(text('commands.hotspots.made', { date: date(run.localDate) }));
  const circle = circleAsked(context);
  const where = circle
    ? [note(text('notes.filters', { filters: circleText(circle) }), 3)]
    : unusedDistance(context);
  const ignored =
    context.slots.offence || context.slots.period ? [note(text('commands.hotspots.all_offences'))] : [];
  return [
    ...windowNotes(shown),
    made,
    ...where,
    ...ignored,
    note(text('commands.hotspots.not_people'), 8),
    ...(await freshnessNotes(context.tx, context.now)),
  ];
}
