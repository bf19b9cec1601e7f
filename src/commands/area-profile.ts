import { changeLines } from '../briefings/lines.js';
import { bullets, heading, number, offence, reply, text } from '../domain/reply.js';
import { countBy, countIncidents, freshness } from '../store/incidents.js';
import { defineCommand } from './command.js';
import { FOUR_WEEKS, incidentQuery, periodBefore, placeNames, smallPrint } from './query.js';

/** "Tell me about Salmiya", or a bare place name: four weeks in a few lines. */
export const areaProfile = defineCommand({
  name: 'area_profile',
  intents: ['area_profile'],
  action: 'incidents.count',
  acts: false,
  async run(context) {
    const query = incidentQuery(context, FOUR_WEEKS);
    const { count } = await countIncidents(context.tx, query.filter);
    const before = await countIncidents(context.tx, { ...query.filter, period: periodBefore(query.period) });
    const mix = (await countBy(context.tx, query.filter, 'offence'))
      .sort((a, b) => b.count - a.count)
      .slice(0, 5);
    const [place = query.title] = placeNames(context.slots);
    const narrowed = (context.slots.offence ?? []).length > 0;
    const data = await freshness(context.tx);
    return reply([
      heading(
        text(
          'commands.area_profile.heading',
          { place: narrowed ? query.title : place, n: number(count) },
          count,
        ),
      ),
      ...changeLines(data, { before: before.count, after: count, until: query.period.to }),
      bullets(
        mix.map((row) =>
          text('commands.breakdown.item', { name: offence(String(row.key)), n: number(row.count) }),
        ),
        2,
      ),
      ...(await smallPrint(context, query, data)),
    ]);
  },
});
