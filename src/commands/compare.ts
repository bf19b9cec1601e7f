import { changeBetween } from '../briefings/change.js';
import { changeLines } from '../briefings/lines.js';
import type { Block, Text, Value } from '../domain/message.js';
import {
  bullets,
  heading,
  line,
  number,
  offence,
  period as periodValue,
  reply,
  text,
} from '../domain/reply.js';
import { countIncidents, type Freshness, freshness } from '../store/incidents.js';
import { type CommandContext, defineCommand } from './command.js';
import { likeForLike } from './like-for-like.js';
import { locationNeeded } from './location.js';
import {
  FOUR_WEEKS,
  incidentQuery,
  pastPeriod,
  periodBefore,
  placeNames,
  type Query,
  smallPrint,
} from './query.js';

type Side = { name: Value; count: number };

/** "Compare Salmiya and Hawalli last month", "this week against last week", "theft against robbery". */
export const compare = defineCommand({
  name: 'compare',
  intents: ['compare'],
  action: 'incidents.count',
  acts: false,
  async run(context) {
    const missing = locationNeeded(context);
    if (missing) return missing;
    const query = incidentQuery(context, FOUR_WEEKS);
    const places = placeNames(context.slots).length;
    const ofPlaces = places > 1 && !context.slots.compare_period;
    const ofOffences = !ofPlaces && !context.slots.compare_period && (context.slots.offence?.length ?? 0) > 1;
    const pair = ofPlaces || ofOffences ? null : comparedPeriods(context, query);
    const sides = pair
      ? await byPeriod(context, query, pair)
      : ofPlaces
        ? await byPlace(context)
        : await byOffence(context);
    const data = await freshness(context.tx);
    return reply([
      heading(text('commands.compare.heading', { title: query.title })),
      bullets(sides.map(({ name, count }) => text('commands.breakdown.item', { name, n: number(count) }))),
      ...difference(data, sides, pair),
      ...(await smallPrint(context, pair ? { ...query, period: pair.period } : query, data)),
    ]);
  },
});

/** What two sides amount to; nothing of one alone or of three. */
function difference(data: Freshness, sides: readonly Side[], pair: Pair | null): Block[] {
  const [first, second, ...others] = sides;
  if (!first || !second || others.length > 0) return [];
  if (!pair) return [line(differenceText(first.count, second.count))];
  const until = new Date(Math.max(pair.period.to.getTime(), pair.other.to.getTime()));
  return changeLines(data, { before: first.count, after: second.count, until });
}

/** Whether two places differ beyond chance; not a change, and not a rate. */
function differenceText(first: number, second: number): Text {
  const change = changeBetween(first, second);
  if (change === 'too_few' || change === 'none') return text(`commands.compare.${change}`);
  return text('commands.compare.differ');
}

async function byPlace(context: CommandContext): Promise<Side[]> {
  const { areas = [], governorate = [] } = context.slots;
  const { areas: _a, governorate: _g, ...rest } = context.slots;
  const one = [...areas.map((id) => ({ areas: [id] })), ...governorate.map((id) => ({ governorate: [id] }))];
  const sides: Side[] = [];
  for (const place of one) {
    const slots = { ...rest, ...place };
    const { filter } = incidentQuery({ ...context, slots }, FOUR_WEEKS);
    const [name] = placeNames(slots);
    if (name) sides.push({ name, count: (await countIncidents(context.tx, filter)).count });
  }
  return sides;
}

/** "Robbery against theft": one period, one place, each offence for itself. */
async function byOffence(context: CommandContext): Promise<Side[]> {
  const sides: Side[] = [];
  for (const id of context.slots.offence ?? []) {
    const { filter } = incidentQuery({ ...context, slots: { ...context.slots, offence: [id] } }, FOUR_WEEKS);
    sides.push({ name: offence(id), count: (await countIncidents(context.tx, filter)).count });
  }
  return sides;
}

type Pair = ReturnType<typeof likeForLike>;

function comparedPeriods(context: CommandContext, { period }: Query): Pair {
  const named = context.slots.compare_period
    ? pastPeriod(context, context.slots.compare_period, FOUR_WEEKS)
    : periodBefore(period);
  return likeForLike(period, named, context);
}

/** The earlier period first. */
async function byPeriod(
  context: CommandContext,
  { filter }: Query,
  { period, other }: Pair,
): Promise<Side[]> {
  const sides: Side[] = [];
  for (const each of [other, period].sort((a, b) => a.from.getTime() - b.from.getTime())) {
    const { count } = await countIncidents(context.tx, { ...filter, period: each });
    sides.push({ name: periodValue(each), count });
  }
  return sides;
}
