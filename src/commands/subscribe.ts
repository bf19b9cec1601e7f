import { can } from '../domain/access.js';
import { AppError } from '../domain/errors.js';
import type { Text } from '../domain/message.js';
import { bullets, code, line, listOf, phrase, reply, say, text } from '../domain/reply.js';
import type { Slots } from '../nlu/frame.js';
import {
  type Subscription,
  subscribe,
  subscriptionsOf,
  type Topic,
  unsubscribe,
} from '../store/subscriptions.js';
import { type CommandContext, defineCommand, type Outcome } from './command.js';
import { placeNames, recordedAreas } from './query.js';
import { countOf, isEverywhere, joined, type Places, without } from './subscribed-places.js';
import type { Undo } from './undo.js';

const BRIEFING_MINUTE = 6 * 60 + 30;

/** "Send me the briefing every day at 6", "subscribe to alerts for Jahra". Places of alerts add up; what else changes is said. */
export const subscribeCommand = defineCommand({
  name: 'subscribe',
  intents: ['subscribe'],
  action: 'subscriptions.manage_own',
  acts: true,
  async run(context) {
    const { slots, user, tx } = context;
    const topics = topicsOf(slots);
    const existing = await subscriptionsOf(tx, user.id);
    for (const topic of topics) {
      if (topic === 'alerts' && !can(user, 'alerts.read'))
        throw new AppError('forbidden', 'alerts are not for this role');
      const before = existing.find((one) => one.topic === topic) ?? null;
      await subscribe(tx, wishedFor(context, topic, before));
    }
    const now = await subscriptionsOf(tx, user.id);
    const asNow = new Set(now.map((one) => JSON.stringify(one)));
    const changed = existing.filter((one) => !asNow.has(JSON.stringify(one)));
    const answer = reply([
      line(text('commands.subscribe.done')),
      bullets(now.map(subscriptionLine)),
      ...changed.map((one) =>
        line(text('commands.subscribe.until_now', { before: phrase(subscriptionLine(one)) }), 3),
      ),
      ...topics.map((topic) => line(text(`commands.subscribe.how_to_stop.${topic}`), 5)),
    ]);
    return { reply: answer, undo: undoTo(context, existing) };
  },
});

/** A subscription as it shall be: what is not said stays as it was. */
function wishedFor(
  { slots, user, runtime }: CommandContext,
  topic: Topic,
  before: Subscription | null,
): Subscription {
  const asked = placesIn(runtime, slots);
  const isBriefing = topic === 'briefing';
  const kept = before && isBriefing && isEverywhere(asked) ? before : asked;
  const { areaIds, governorateIds } = before && !isBriefing ? joined(before, asked) : kept;
  return {
    userId: user.id,
    topic,
    frequency: slots.frequency ?? before?.frequency ?? (isBriefing ? 'daily' : 'immediate'),
    atMinute: slots.at ? minuteOf(slots.at) : (before?.atMinute ?? null),
    areaIds,
    governorateIds,
  };
}

const placesIn = ({ knowledge }: CommandContext['runtime'], slots: Slots): Places => ({
  areaIds: recordedAreas(knowledge.gazetteer, slots.areas ?? []),
  governorateIds: slots.governorate ?? [],
});

/**
 * "Stop the daily briefing", "stop alerts for Jahra". Alerts to people on duty still come where their commander assigned
 * them.
 */
export const unsubscribeCommand = defineCommand({
  name: 'unsubscribe',
  intents: ['unsubscribe'],
  action: 'subscriptions.manage_own',
  acts: true,
  async run(context) {
    const { tx, user, slots, runtime } = context;
    const existing = await subscriptionsOf(tx, user.id);
    const topics = topicsOf(slots, 'all');
    const places = placesIn(runtime, slots);
    if (!isEverywhere(places)) return endPlaces(context, existing, { topics, places });
    const ended = await unsubscribe(tx, user.id, topics);
    if (ended.length === 0) return say('commands.unsubscribe.nothing');
    const names = listOf(ended.map((topic) => phrase(text(`commands.subscribe.topic.${topic}`))));
    return { reply: say('commands.unsubscribe.done', { topics: names }), undo: undoTo(context, existing) };
  },
});

/** Takes some places out of what a person is sent; everything that they may see has no parts to take. */
async function endPlaces(
  context: CommandContext,
  existing: readonly Subscription[],
  { topics, places }: { topics: readonly Topic[]; places: Places },
): Promise<Outcome> {
  const { tx, user } = context;
  const concerned = existing.filter(({ topic }) => topics.includes(topic));
  const limited = concerned.filter((one) => !isEverywhere(one));
  let ended = 0;
  for (const one of limited) {
    const left = without(one, places);
    ended += countOf(one) - (left ? countOf(left) : 0);
    if (left) await subscribe(tx, { ...one, ...left });
    else await unsubscribe(tx, user.id, [one.topic]);
  }
  if (ended === 0) {
    return say(`commands.unsubscribe.${limited.length < concerned.length ? 'everywhere' : 'nothing'}`);
  }
  const names = listOf(placeNames({ areas: [...places.areaIds], governorate: [...places.governorateIds] }));
  const left = await subscriptionsOf(tx, user.id);
  const answer = reply([
    line(text('commands.unsubscribe.places_done', { places: names })),
    ...(left.length > 0
      ? [line(text('commands.unsubscribe.left')), bullets(left.map(subscriptionLine))]
      : []),
  ]);
  return { reply: answer, undo: undoTo(context, existing) };
}

/** How to come back to the subscriptions of this moment. */
function undoTo({ now }: CommandContext, before: readonly Subscription[]): Undo {
  return {
    kind: 'subscriptions',
    at: now.toISOString(),
    before: before.map((one) => ({
      ...one,
      areaIds: [...one.areaIds],
      governorateIds: [...one.governorateIds],
    })),
  };
}

function topicsOf(slots: Slots, fallback: 'briefing' | 'all' = 'briefing'): Topic[] {
  const topic = slots.topic ?? fallback;
  // Hotspots come with the briefing.
  if (topic === 'all') return ['briefing', 'alerts'];
  return [topic === 'hotspots' ? 'briefing' : topic];
}

function minuteOf(clock: string): number {
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  return hour * 60 + minute;
}

/** A subscription in a line: what, how often, for which places. */
function subscriptionLine({ topic, frequency, atMinute, areaIds, governorateIds }: Subscription): Text {
  const places = placeNames({ areas: [...areaIds], governorate: [...governorateIds] });
  const minute = atMinute ?? BRIEFING_MINUTE;
  return text(frequency === 'immediate' ? 'commands.subscribe.item_immediate' : 'commands.subscribe.item', {
    topic: phrase(text(`commands.subscribe.topic.${topic}`)),
    frequency: phrase(text(`commands.subscribe.frequency.${frequency}`)),
    at: code(`${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`),
    places: places.length > 0 ? listOf(places) : phrase(text('commands.subscribe.everywhere')),
  });
}
