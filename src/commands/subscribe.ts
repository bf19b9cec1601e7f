import { can } from '../domain/access.js';
import { AppError } from '../domain/errors.js';
import type { Text } from '../domain/message.js';
import { bullets, code, line, listOf, phrase, reply, text } from '../domain/reply.js';
import type { Slots } from '../nlu/frame.js';
import { subscribe, subscriptionsOf, type Topic, unsubscribe } from '../store/subscriptions.js';
import { type CommandContext, defineCommand } from './command.js';
import { placeNames, recordedAreas } from './query.js';
import type { Undo } from './undo.js';

const BRIEFING_MINUTE = 6 * 60 + 30;

/** "Send me the briefing every day at 6", "subscribe to alerts for Jahra". */
export const subscribeCommand = defineCommand({
  name: 'subscribe',
  intents: ['subscribe'],
  action: 'subscriptions.manage_own',
  acts: true,
  async run(context) {
    const { slots, user, tx } = context;
    const topics = topicsOf(slots);
    const before = await undoTo(context);
    for (const topic of topics) {
      if (topic === 'alerts' && !can(user, 'alerts.read'))
        throw new AppError('forbidden', 'alerts are not for this role');
      await subscribe(tx, {
        userId: user.id,
        topic,
        frequency: slots.frequency ?? (topic === 'alerts' ? 'immediate' : 'daily'),
        atMinute: slots.at ? minuteOf(slots.at) : null,
        areaIds: recordedAreas(context.runtime.knowledge.gazetteer, slots.areas ?? []),
        governorateIds: slots.governorate ?? [],
      });
    }
    const answer = reply([
      line(text('commands.subscribe.done')),
      bullets(await subscriptionLines(context)),
      ...topics.map((topic) => line(text(`commands.subscribe.how_to_stop.${topic}`), 5)),
    ]);
    return { reply: answer, undo: before };
  },
});

/** "Stop the daily briefing." Alerts to people on duty still come where their commander assigned them. */
export const unsubscribeCommand = defineCommand({
  name: 'unsubscribe',
  intents: ['unsubscribe'],
  action: 'subscriptions.manage_own',
  acts: true,
  async run(context) {
    const before = await undoTo(context);
    const ended = await unsubscribe(context.tx, context.user.id, topicsOf(context.slots, 'all'));
    if (ended.length === 0) return reply([line(text('commands.unsubscribe.nothing'))]);
    const topics = listOf(ended.map((topic) => phrase(text(`commands.subscribe.topic.${topic}`))));
    return { reply: reply([line(text('commands.unsubscribe.done', { topics }))]), undo: before };
  },
});

/** How to come back to the subscriptions of this moment. */
async function undoTo({ tx, user, now }: CommandContext): Promise<Undo> {
  const before = await subscriptionsOf(tx, user.id);
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

async function subscriptionLines({ tx, user }: CommandContext): Promise<Text[]> {
  const all = await subscriptionsOf(tx, user.id);
  return all.map(({ topic, frequency, atMinute, areaIds, governorateIds }) => {
    const places = placeNames({ areas: [...areaIds], governorate: [...governorateIds] });
    const minute = atMinute ?? BRIEFING_MINUTE;
    return text(frequency === 'immediate' ? 'commands.subscribe.item_immediate' : 'commands.subscribe.item', {
      topic: phrase(text(`commands.subscribe.topic.${topic}`)),
      frequency: phrase(text(`commands.subscribe.frequency.${frequency}`)),
      at: code(`${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`),
      places: places.length > 0 ? listOf(places) : phrase(text('commands.subscribe.everywhere')),
    });
  });
}
