import { area, governorate, heading, line, number, ranking, reply, text } from '../domain/reply.js';
import { countBy } from '../store/incidents.js';
import { type CommandContext, defineCommand } from './command.js';
import { locationNeeded } from './location.js';
import { exhausted, moreHint, pageOf } from './paging.js';
import { incidentQuery, type Query, smallPrint } from './query.js';

const MOST = 20;

/** "Top 5 areas for theft this month." */
export const topAreas = defineCommand({
  name: 'top_areas',
  intents: ['top_areas'],
  action: 'incidents.count',
  acts: false,
  async run(context) {
    const missing = locationNeeded(context);
    if (missing) return missing;
    const query = incidentQuery(context);
    const level = context.slots.group_by === 'governorate' ? 'governorate' : 'area';
    const counted = (await countBy(context.tx, query.filter, level)).filter((row) => row.key !== null);
    const { skip, limit } = pageOf('top_areas', context.slots, MOST);
    const ascending = context.slots.order === 'asc';
    const ranked = counted.sort((a, b) => (ascending ? a.count - b.count : b.count - a.count));
    const shown = ranked.slice(skip, skip + limit);
    const withoutAny = placesAsked(context, query, level) - counted.length;
    if (shown.length === 0 && skip > 0) return exhausted(ranked.length);
    if (shown.length === 0) {
      return reply([
        line(text('commands.top_areas.none', { title: query.title })),
        ...(await smallPrint(context, query)),
      ]);
    }
    const name = level === 'area' ? area : governorate;
    return reply([
      heading(text(`commands.top_areas.${ascending ? 'fewest' : 'most'}`, { title: query.title })),
      ranking(
        shown.map((row) =>
          text('commands.breakdown.item', { name: name(String(row.key)), n: number(row.count) }),
        ),
        1,
        skip + 1,
      ),
      ...(ascending ? [line(text('commands.top_areas.none_at_all', { n: number(withoutAny) }))] : []),
      ...(ranked.length > skip + shown.length ? [moreHint()] : []),
      line(text('commands.top_areas.not_rates'), 6),
      ...(await smallPrint(context, query)),
    ]);
  },
});

/** How many places of the level the question is about: those without any incident are in no count. */
function placesAsked({ runtime }: CommandContext, { filter }: Query, level: 'area' | 'governorate'): number {
  const { areas, governorates } = runtime.knowledge.gazetteer;
  const within = (id: string) => filter.governorateIds?.includes(id) ?? true;
  if (level === 'governorate') return governorates.filter(({ id }) => within(id)).length;
  return filter.areaIds?.length ?? areas.filter(({ governorate: id }) => within(id)).length;
}
