import { can } from '../domain/access.js';
import { AppError } from '../domain/errors.js';
import type { Block } from '../domain/message.js';
import { bullets, line, listOf, phrase, reply, say, text } from '../domain/reply.js';
import type { Slots } from '../nlu/frame.js';
import {
  type Subscription,
  subscribe,
  subscriptionsOf,
  type Topic,
  unsubscribe,
} from '../store/subscriptions.js';
import { type CommandContext, defineCommand, type Outcome } from './command.js';
import { recordedAreas } from './query.js';
import { endedOf, isEverywhere, joined, onlyOf, type Places, without } from './subscribed-places.js';
import { namesOf, subscriptionLine } from './subscription-line.js';
import type { Undo } from './undo.js';

/** "Send me the briefing every day at 6", "subscribe to alerts for Jahra". Places of alerts add up; what else changes is said. */
export const subscribeCommand = defineCommand({
  name: 'subscribe',
  intents: ['subscribe'],
  action: 'subscriptions.manage_own',
  acts: true,
  async run(context) {
    const { slots, user, tx } = context;
    if (slots.areas_not || slots.offence_not) return say('commands.subscribe.name_places');
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
    // Alerts are about places: to end all of them for one offence would end more than was asked.
    if (slots.offence || slots.offence_not || (slots.areas_not && !isEverywhere(places))) {
      return say('commands.subscribe.name_places');
    }
    if (slots.areas_not) return endRest(context, existing, { topics, kept: slots.areas_not });
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
  const concerned = existing.filter(({ topic }) => topics.includes(topic));
  const limited = concerned.filter((one) => !isEverywhere(one));
  const areaIds: string[] = [];
  const governorateIds: string[] = [];
  for (const one of limited) {
    const left = without(one, places);
    const ended = endedOf(one, left);
    areaIds.push(...ended.areaIds);
    governorateIds.push(...ended.governorateIds);
    await leave(context, one, left);
  }
  const still = withGovernorate(context, limited, places);
  const names = namesOf({ areaIds, governorateIds });
  if (names.length === 0) {
    if (still.length > 0) return reply(still);
    return say(`commands.unsubscribe.${limited.length < concerned.length ? 'everywhere' : 'nothing'}`);
  }
  const answer = reply([
    line(text('commands.unsubscribe.places_done', { places: listOf(names) })),
    ...still,
    ...(await whatIsLeft(context)),
  ]);
  return { reply: answer, undo: undoTo(context, existing) };
}

/** Which of the places go on to be told of because all of their governorate is. */
function withGovernorate(
  context: CommandContext,
  subscriptions: readonly Subscription[],
  places: Places,
): Block[] {
  const left = subscriptions.flatMap((one) =>
    one.governorateIds.filter((id) => ![...places.areaIds, ...places.governorateIds].includes(id)),
  );
  const governorateOf = governoratesIn(context);
  const areaIds = places.areaIds.filter((id) => left.includes(governorateOf(id) ?? ''));
  if (areaIds.length === 0) return [];
  const around = new Set(areaIds.flatMap((id) => governorateOf(id) ?? []));
  return [
    line(
      text('commands.unsubscribe.with_governorate', {
        places: listOf(namesOf({ areaIds, governorateIds: [] })),
        governorates: listOf(namesOf({ areaIds: [], governorateIds: [...around] })),
      }),
    ),
  ];
}

/** "Stop alerts except Jahra": everything ends but those places. */
async function endRest(
  context: CommandContext,
  existing: readonly Subscription[],
  { topics, kept }: { topics: readonly Topic[]; kept: readonly string[] },
): Promise<Outcome> {
  const concerned = existing.filter(({ topic }) => topics.includes(topic));
  if (concerned.length === 0) return say('commands.unsubscribe.nothing');
  const { gazetteer } = context.runtime.knowledge;
  const governorates = new Set(gazetteer.governorates.map(({ id }) => id));
  const areas = new Set(gazetteer.areas.map(({ id }) => id));
  const named = recordedAreas(gazetteer, kept);
  const governorateOf = governoratesIn(context);
  const wanted = {
    areaIds: named.filter((id) => areas.has(id)),
    governorateIds: named.filter((id) => governorates.has(id)),
  };
  const touched = [...wanted.governorateIds, ...wanted.areaIds.flatMap((id) => governorateOf(id) ?? [])];
  if (!can(context.user, 'subscriptions.manage_own', { governorates: touched })) {
    throw new AppError('out_of_scope_area', `${context.user.id} would keep ${touched.join(', ')}`);
  }
  for (const one of concerned) await leave(context, one, onlyOf(one, wanted, governorateOf));
  const answer = reply([line(text('commands.unsubscribe.rest_done')), ...(await whatIsLeft(context))]);
  return { reply: answer, undo: undoTo(context, existing) };
}

/** Keeps of a subscription what is left of it. */
async function leave({ tx, user }: CommandContext, one: Subscription, left: Places | null): Promise<void> {
  if (left) await subscribe(tx, { ...one, ...left });
  else await unsubscribe(tx, user.id, [one.topic]);
}

async function whatIsLeft({ tx, user }: CommandContext): Promise<Block[]> {
  const left = await subscriptionsOf(tx, user.id);
  if (left.length === 0) return [];
  return [line(text('commands.unsubscribe.left')), bullets(left.map(subscriptionLine))];
}

function governoratesIn({ runtime }: CommandContext): (areaId: string) => string | undefined {
  const around = new Map(runtime.knowledge.gazetteer.areas.map((area) => [area.id, area.governorate]));
  return (areaId) => around.get(areaId);
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
