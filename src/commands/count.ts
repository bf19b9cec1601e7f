import { heading, note, number, reply, text } from '../domain/reply.js';
import { countIncidents } from '../store/incidents.js';
import { defineCommand } from './command.js';
import { locationNeeded } from './location.js';
import { incidentQuery, smallPrint } from './query.js';

/** "How many thefts in Hawalli last week?" */
export const count = defineCommand({
  name: 'count',
  intents: ['count'],
  action: 'incidents.count',
  acts: false,
  async run(context) {
    const missing = locationNeeded(context);
    if (missing) return missing;
    const query = incidentQuery(context);
    const found = await countIncidents(context.tx, query.filter);
    const answer = text('commands.count.answer', { title: query.title, n: number(found.count) }, found.count);
    const discovered =
      found.discovered > 0
        ? [note(text('commands.count.discovered', { n: number(found.discovered) }, found.discovered), 5)]
        : [];
    return reply(
      [heading(answer), ...discovered, ...(await smallPrint(context, query))],
      text('commands.count.short', { title: query.title, n: number(found.count) }),
    );
  },
});
