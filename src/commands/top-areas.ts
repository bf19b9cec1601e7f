import { area, governorate, heading, line, number, ranking, reply, text } from '../domain/reply.js';
import { countBy } from '../store/incidents.js';
import { defineCommand } from './command.js';
import { incidentQuery, smallPrint } from './query.js';

const USUAL = 5;
const MOST = 20;

/** "Top 5 areas for theft this month." */
export const topAreas = defineCommand({
  name: 'top_areas',
  intents: ['top_areas'],
  action: 'incidents.count',
  acts: false,
  async run(context) {
    const query = incidentQuery(context);
    const level = context.slots.group_by === 'governorate' ? 'governorate' : 'area';
    const counted = (await countBy(context.tx, query.filter, level)).filter((row) => row.key !== null);
    const limit = Math.min(MOST, Math.max(1, context.slots.limit ?? USUAL));
    const ascending = context.slots.order === 'asc';
    const shown = counted.sort((a, b) => (ascending ? a.count - b.count : b.count - a.count)).slice(0, limit);
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
      ),
      line(text('commands.top_areas.not_rates'), 6),
      ...(await smallPrint(context, query)),
    ]);
  },
});
