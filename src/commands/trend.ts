import { changeText } from '../briefings/change.js';
import { bullets, date, heading, line, number, phrase, reply, text } from '../domain/reply.js';
import { countBy, countIncidents } from '../store/incidents.js';
import { defineCommand } from './command.js';
import { FOUR_WEEKS, incidentQuery, periodBefore, smallPrint } from './query.js';

const MOST_POINTS = 12;

/** "Is theft rising in Jabriya?" */
export const trend = defineCommand({
  name: 'trend',
  intents: ['trend'],
  action: 'incidents.count',
  acts: false,
  async run(context) {
    const query = incidentQuery(context, FOUR_WEEKS);
    const before = { ...query.filter, period: periodBefore(query.period) };
    const [now, then] = [
      await countIncidents(context.tx, query.filter),
      await countIncidents(context.tx, before),
    ];
    const by =
      context.slots.group_by === 'day' || context.slots.group_by === 'month'
        ? context.slots.group_by
        : 'week';
    const series = (await countBy(context.tx, query.filter, by)).slice(-MOST_POINTS);
    return reply([
      heading(text('commands.trend.heading', { title: query.title })),
      line(changeText(then.count, now.count)),
      line(text('commands.trend.counts', { now: number(now.count), before: number(then.count) })),
      bullets(
        series.map((row) =>
          text('commands.breakdown.item', { name: date(String(row.key)), n: number(row.count) }),
        ),
        2,
      ),
      line(text('commands.trend.series_by', { by: phrase(text(`group_by.${by}`)) }), 5),
      line(text('commands.trend.compared_with', { period: { kind: 'period', period: before.period } }), 3),
      ...(await smallPrint(context, query)),
    ]);
  },
});
