import type { Text, Value } from '../domain/message.js';
import { listOf, phrase, text } from '../domain/reply.js';
import type { Subscription } from '../store/subscriptions.js';
import { placeNames } from './query.js';
import type { Places } from './subscribed-places.js';

const BRIEFING_MINUTE = 6 * 60 + 30;

/** The names of places, each once. */
export const namesOf = ({ areaIds, governorateIds }: Places): Value[] =>
  placeNames({ areas: [...new Set(areaIds)], governorate: [...new Set(governorateIds)] });

/** A subscription in a line: what, how often, for which places. */
export function subscriptionLine(subscription: Subscription): Text {
  const { topic, frequency, atMinute } = subscription;
  const places = namesOf(subscription);
  const minute = atMinute ?? BRIEFING_MINUTE;
  return text(frequency === 'immediate' ? 'commands.subscribe.item_immediate' : 'commands.subscribe.item', {
    topic: phrase(text(`commands.subscribe.topic.${topic}`)),
    frequency: phrase(text(`commands.subscribe.frequency.${frequency}`)),
    at: { kind: 'hour', hour: Math.floor(minute / 60), minute: minute % 60 },
    places: places.length > 0 ? listOf(places) : phrase(text('commands.subscribe.everywhere')),
  });
}
