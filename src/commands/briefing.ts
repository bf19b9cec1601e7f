import { composeBriefing } from '../briefings/compose.js';
import { defineCommand } from './command.js';
import { recordedAreas } from './query.js';

/** "Brief me." The same digest that subscribers get in the morning, for the moment of asking. */
export const briefing = defineCommand({
  name: 'briefing',
  intents: ['briefing'],
  action: 'briefing.read',
  acts: false,
  run({ runtime, tx, user, now, slots }) {
    return composeBriefing(runtime, tx, {
      user,
      now,
      areaIds: recordedAreas(runtime.knowledge.gazetteer, slots.areas ?? []),
      governorateIds: slots.governorate ?? [],
    });
  },
});
