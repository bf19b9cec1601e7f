import { changeLines } from '../briefings/lines.js';
import type { Period } from '../domain/period.js';
import { bullets, date, heading, line, number, phrase, reply, text } from '../domain/reply.js';
import type { GroupBy } from '../nlu/frame.js';
import { countBy, countIncidents, freshness } from '../store/incidents.js';
import { defineCommand } from './command.js';
import { locationNeeded } from './location.js';
import { FOUR_WEEKS, incidentQuery, periodBefore, smallPrint } from './query.js';

/** From here on weeks are too many to read, and months are shown. */
const MOST_WEEKS = 16;
const DAY_MS = 86_400_000;

/** "Is theft rising in Jabriya?" */
export const trend = defineCommand({
  name: 'trend',
  intents: ['trend'],
  action: 'incidents.count',
  acts: false,
  async run(context) {
    const missing = locationNeeded(context);
    if (missing) return missing;
    const query = incidentQuery(context, FOUR_WEEKS);
    const before = { ...query.filter, period: periodBefore(query.period) };
    const [now, then] = [
      await countIncidents(context.tx, query.filter),
      await countIncidents(context.tx, before),
    ];
    const by = seriesBy(context.slots.group_by, query.period);
    const series = await countBy(context.tx, query.filter, by, context.timeZone);
    const data = await freshness(context.tx);
    return reply([
      heading(text('commands.trend.heading', { title: query.title })),
      ...changeLines(data, {
        before: then.count,
        after: now.count,
        until: query.period.to,
      }),
      line(text('commands.trend.counts', { now: number(now.count), before: number(then.count) })),
      bullets(
        series.map((row) =>
          text('commands.breakdown.item', { name: date(String(row.key)), n: number(row.count) }),
        ),
        2,
      ),
      line(text('commands.trend.series_by', { by: phrase(text(`group_by.${by}`)) }), 5),
      line(text('commands.trend.compared_with', { period: { kind: 'period', period: before.period } }), 3),
      ...(await smallPrint(context, query, data)),
    ]);
  },
});

/** The step of the series: as asked, else weeks while they can be read, else months. */
function seriesBy(asked: GroupBy | undefined, { from, to }: Period): 'day' | 'week' | 'month' {
  if (asked === 'day' || asked === 'week' || asked === 'month') return asked;
  return (to.getTime() - from.getTime()) / DAY_MS > MOST_WEEKS * 7 ? 'month' : 'week';
}
