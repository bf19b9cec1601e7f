import { alertLine } from '../alerts/text.js';
import { hiddenOffences } from '../domain/access.js';
import { UNACKNOWLEDGED } from '../domain/alert.js';
import { bullets, heading, line, listOf, reply, say, text } from '../domain/reply.js';
import { listAlerts } from '../store/alerts.js';
import { defineCommand } from './command.js';
import { exhausted, moreHint, pageOf } from './paging.js';
import { placeNames } from './query.js';

const MOST = 10;
/** More than anybody pages through. */
const MOST_READ = 200;

/** "Show alerts", «شنو التنبيهات»: those that nobody has taken yet, newest first. */
export const alertList = defineCommand({
  name: 'alert_list',
  intents: ['alert_list'],
  action: 'alerts.read',
  acts: false,
  async run({ user, tx, runtime, slots }) {
    const open = await listAlerts(tx, {
      states: UNACKNOWLEDGED,
      governorates: user.governorates,
      offencesNot: hiddenOffences(user, runtime.knowledge.offences),
      places: { areas: slots.areas ?? [], governorates: slots.governorate ?? [] },
      limit: MOST_READ,
    });
    const { skip, limit } = pageOf('alert_list', slots, MOST);
    const shown = open.slice(skip, skip + limit);
    if (shown.length === 0 && skip > 0) return exhausted(open.length);
    if (open.length === 0) {
      const places = placeNames(slots);
      if (places.length === 0) return say('commands.alert_list.none');
      return say('commands.alert_list.none_there', { place: listOf(places) });
    }
    return reply([
      heading(text('commands.alert_list.heading', {}, open.length)),
      bullets(shown.map(alertLine), 1),
      line(text('commands.alert_list.take'), 3),
      ...(open.length > skip + limit ? [moreHint()] : []),
    ]);
  },
});
