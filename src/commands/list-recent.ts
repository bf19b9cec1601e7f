import { can } from '../domain/access.js';
import { carries } from '../domain/ceiling.js';
import type { Incident } from '../domain/incident.js';
import { area, bullets, heading, instant, line, number, offence, reply, text } from '../domain/reply.js';
import { countIncidents, listRecent } from '../store/incidents.js';
import { type CommandContext, defineCommand } from './command.js';
import { locationNeeded } from './location.js';
import { exhausted, moreHint, pageOf } from './paging.js';
import { incidentQuery, smallPrint } from './query.js';

const MOST = 20;

/** "Show the last 8 incidents in Bayan." */
export const listRecentIncidents = defineCommand({
  name: 'list_recent',
  intents: ['list_recent'],
  action: 'incidents.list',
  acts: false,
  async run(context) {
    const missing = locationNeeded(context);
    if (missing) return missing;
    const query = incidentQuery(context);
    const { skip, limit } = pageOf('list_recent', context.slots, MOST);
    const { count } = await countIncidents(context.tx, query.filter);
    if (count <= skip && skip > 0) return exhausted(count);
    if (count === 0) {
      return reply([
        line(text('commands.list_recent.none', { title: query.title })),
        ...(await smallPrint(context, query)),
      ]);
    }
    if (!carries(context.channel, 'incidents')) {
      return reply([
        heading(text('commands.list_recent.heading', { title: query.title })),
        line(text('commands.list_recent.shown', { shown: number(0), total: number(count) })),
        ...(await smallPrint(context, query)),
      ]);
    }
    const incidents = (await listRecent(context.tx, query.filter, skip + limit)).slice(skip);
    return reply([
      heading(text('commands.list_recent.heading', { title: query.title })),
      bullets(
        incidents.map((incident) => incidentLine(context, incident)),
        1,
      ),
      line(
        text('commands.list_recent.shown', { shown: number(skip + incidents.length), total: number(count) }),
        2,
      ),
      ...(count > skip + incidents.length ? [moreHint()] : []),
      ...(await smallPrint(context, query)),
    ]);
  },
});

/** One incident in one line: never finer than its area for those who may not see positions, nor where none may go. */
function incidentLine({ user, channel }: Pick<CommandContext, 'user' | 'channel'>, incident: Incident) {
  const values = { offence: offence(incident.offenceId), at: instant(incident.occurredAt) };
  if (incident.areaId === null) return text('commands.list_recent.item_unplaced', values);
  const placed = { ...values, area: area(incident.areaId) };
  return incident.block !== null && can(user, 'incidents.position') && carries(channel, 'positions')
    ? text('commands.list_recent.item_block', { ...placed, block: { kind: 'code', value: incident.block } })
    : text('commands.list_recent.item', placed);
}
