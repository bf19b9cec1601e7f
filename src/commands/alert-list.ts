import { alertLine } from '../alerts/text.js';
import { canSeeAlert } from '../domain/access.js';
import { type Alert, UNACKNOWLEDGED } from '../domain/alert.js';
import { bullets, heading, line, number, reply, say, text } from '../domain/reply.js';
import type { Slots } from '../nlu/frame.js';
import { listAlerts } from '../store/alerts.js';
import { defineCommand } from './command.js';
import { moreHint, pageOf } from './paging.js';

const MOST = 10;
/** Alerts that are looked through for those that the person may see and asked for. */
const MOST_READ = 200;

/** "Show alerts", «شنو التنبيهات»: those that nobody has taken yet, newest first. */
export const alertList = defineCommand({
  name: 'alert_list',
  intents: ['alert_list'],
  action: 'alerts.read',
  acts: false,
  async run({ user, tx, runtime, slots }) {
    const read = await listAlerts(tx, {
      states: UNACKNOWLEDGED,
      governorates: user.governorates,
      limit: MOST_READ,
    });
    const open = read.filter(
      (alert) =>
        canSeeAlert(user, 'alerts.read', alert, runtime.knowledge.offences) && isOfPlace(alert, slots),
    );
    const { skip, limit } = pageOf('alert_list', slots, MOST);
    const shown = open.slice(skip, skip + limit);
    if (open.length === 0) return say('commands.alert_list.none');
    if (shown.length === 0)
      return say('commands.follow_up.that_was_all', { n: number(open.length) }, open.length);
    return reply([
      heading(text('commands.alert_list.heading', {}, open.length)),
      bullets(shown.map(alertLine), 1),
      line(text('commands.alert_list.take'), 3),
      ...(open.length > skip + limit ? [moreHint()] : []),
    ]);
  },
});

/** Whether an alert is about one of the places asked for; the name of an area may be its governorate's too. */
function isOfPlace({ areaId, governorateId }: Alert, { areas = [], governorate = [] }: Slots): boolean {
  if (areas.length + governorate.length === 0) return true;
  const wider = areaId === null ? [...areas, ...governorate] : governorate;
  return (
    (areaId !== null && areas.includes(areaId)) || (governorateId !== null && wider.includes(governorateId))
  );
}
