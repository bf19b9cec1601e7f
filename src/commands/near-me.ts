import { hotspotLine, windowNotes } from '../briefings/lines.js';
import { hiddenOffences } from '../domain/access.js';
import type { Text } from '../domain/message.js';
import { heading, line, listOf, metres, number, offence, ranking, reply, text } from '../domain/reply.js';
import { hotspotsNear } from '../store/hotspots.js';
import { countIncidents } from '../store/incidents.js';
import { radiusFor } from './circle.js';
import { type CommandContext, defineCommand } from './command.js';
import { locationNeeded } from './location.js';
import { incidentQuery, smallPrint } from './query.js';

const HOTSPOT_METRES = 3000;

/** "What is near me?", from a pin. */
export const nearMe = defineCommand({
  name: 'near_me',
  intents: ['near_me'],
  action: 'hotspots.read',
  acts: false,
  async run(context) {
    const missing = locationNeeded(context);
    const { location } = context;
    if (missing || !location) return missing ?? reply([line(text('commands.near_me.send_pin'))]);
    const slots = { ...context.slots, near: 'me' as const };
    const here: CommandContext = { ...context, slots };
    const query = incidentQuery(here);
    const { count } = await countIncidents(context.tx, query.filter);
    const near = await hotspotsNear(context.tx, {
      latitude: location.latitude,
      longitude: location.longitude,
      radiusMetres: HOTSPOT_METRES,
      governorateIds: context.user.governorates,
      limit: 3,
    });
    const hidden = hiddenOffences(context.user, context.runtime.knowledge.offences);
    const spots = near.map(({ hotspot, distanceMetres }) =>
      text('commands.near_me.item', {
        distance: metres(Math.round(distanceMetres / 50) * 50),
        hotspot: { kind: 'text', text: hotspotLine(hotspot, hidden, context.runtime.knowledge.gazetteer) },
      }),
    );
    return reply([
      heading(countedText(context, count)),
      spots.length > 0
        ? ranking(spots, 1)
        : line(text('commands.near_me.no_hotspot', { radius: metres(HOTSPOT_METRES) })),
      line(text('commands.near_me.pin_kept'), 7),
      ...windowNotes(near.map(({ hotspot }) => hotspot)),
      ...(await smallPrint(here, query)),
    ]);
  },
});

/** How many incidents lie around the person; of named offences by their names. */
function countedText(context: CommandContext, count: number): Text {
  const values = { n: number(count), radius: metres(radiusFor(context, context.slots)) };
  const offences = (context.slots.offence ?? []).map(offence);
  if (offences.length === 0) return text('commands.near_me.heading', values, count);
  return text('commands.near_me.counted', { ...values, what: listOf(offences) });
}
