import type { Candidate, Intent, Slots } from '../frame.js';
import type { Evidence } from '../intent/evidence.js';
import { isDenied } from '../slots/denied.js';

const PLACE: readonly (keyof Slots)[] = ['areas', 'governorate', 'places', 'near', 'block', 'radius_m'];
const WITHIN_GOVERNORATE = PLACE.filter((key) => key !== 'governorate');
const PERIOD: readonly (keyof Slots)[] = ['period', 'horizon_days', 'compare_period'];

/**
 * What a follow-up inherits: every slot of the last command, but for those that it replaces. A slot replaces itself
 * and all that says the same thing otherwise; the block of one area is no block of the next.
 */
const REPLACES: readonly { said: readonly (keyof Slots)[]; drops: readonly (keyof Slots)[] }[] = [
  { said: ['areas', 'governorate', 'near'], drops: PLACE },
  { said: ['period', 'horizon_days'], drops: PERIOD },
  { said: ['offence'], drops: ['offence', 'offence_not'] },
  { said: ['due'], drops: ['due'] },
];

/** Questions that may be asked around their sender, and do not say so by themselves. */
const AROUND: ReadonlySet<Intent> = new Set<Intent>([
  'count',
  'list_recent',
  'hotspots',
  'trend',
  'breakdown',
]);

/**
 * The last command with what the new message says in place of what it said before.
 *
 * @param answering the message answers a question of the bot: a comparison that lacked a side gets it.
 */
export function refine(last: Candidate, intent: Intent, said: Slots, answering = false): Candidate {
  // A changed question is shown from its beginning.
  const { skip: _, ...merged }: Slots = last.slots;
  const oneSided = placesOf(merged) < 2 && merged.compare_period === undefined;
  if (intent === 'compare' && (last.intent !== 'compare' || (answering && oneSided)))
    return compared(merged, said);
  // What is to come is not asked for the days gone by, nor these for days to come.
  if ((intent === 'forecast') !== (last.intent === 'forecast')) drop(merged, PERIOD);
  // Areas are not ranked within one of them.
  if (intent === 'top_areas' && last.intent !== 'top_areas') drop(merged, WITHIN_GOVERNORATE);
  // What was asked for around the sender stays there: "map", "how many thefts?".
  if (last.intent === 'near_me' && AROUND.has(intent)) merged.near = 'me';
  for (const { said: keys, drops } of REPLACES) {
    if (keys.some((key) => said[key] !== undefined)) drop(merged, drops);
  }
  // What is split has all its parts.
  if (said.group_by === 'time_of_day') drop(merged, ['time_of_day']);
  if (said.group_by === 'weekday') drop(merged, ['weekdays']);
  return { intent, slots: allButThose({ ...merged, ...said }) };
}

/** "Leave Salmiya out" after a question about Salmiya alone: what is left is everywhere else. */
function allButThose(slots: Slots): Slots {
  const { areas, ...rest } = slots;
  return areas && areas.length > 0 && areas.every((area) => slots.areas_not?.includes(area)) ? rest : slots;
}

const placesOf = ({ areas, governorate }: Slots): number => (areas?.length ?? 0) + (governorate?.length ?? 0);

/** "Compare with Hawalli", "vs last month": what was asked about becomes one side. */
function compared(before: Slots, said: Slots): Candidate {
  const { period, areas, governorate, ...rest } = said;
  const slots: Slots = { ...before, ...rest };
  if (areas) slots.areas = [...new Set([...(before.areas ?? []), ...areas])];
  if (governorate) slots.governorate = [...new Set([...(before.governorate ?? []), ...governorate])];
  if (period && before.period && !said.compare_period) slots.compare_period = period;
  else if (period) slots.period = period;
  return { intent: 'compare', slots };
}

/** The governorate that an area lies in; null for an area of none. */
export type GovernorateOf = (area: string) => string | null;

/** An answer that names the level of a place already said: "the governorate", "the whole governorate". */
export function leveled(last: Candidate, evidence: Evidence, governorateOf: GovernorateOf): Candidate | null {
  const { nodes } = evidence.reading;
  const level = nodes.some(
    ({ symbol, start }) => symbol === 'governorateNoun' && !isDenied(evidence.reading, start),
  );
  const { areas, ...rest } = last.slots;
  if (!level || !areas || evidence.places.length > 0) return null;
  const governorate = [...new Set(areas.flatMap((area) => governorateOf(area) ?? []))];
  return governorate.length > 0 ? { intent: last.intent, slots: { ...rest, governorate } } : null;
}

/** After a governorate a name that may be either is the governorate: «محافظة حولي … والأحمدي؟». */
export function keepLevel(said: Slots, before: Slots, { places }: Evidence): void {
  const alike = places.length > 0 && places.every(({ either }) => either === true);
  if (!alike || !said.areas || said.governorate || before.areas || !before.governorate) return;
  said.governorate = said.areas;
  delete said.areas;
}

/** A new question about "there": it takes the place of the last one, and nothing else. */
export function withPlaceOf({ intent, slots }: Candidate, last: Candidate): Candidate {
  const places: Slots = Object.fromEntries(
    Object.entries(last.slots).filter(([key]) => PLACE.some((one) => one === key)),
  );
  return { intent, slots: { ...places, ...slots } };
}

function drop(slots: Slots, keys: readonly (keyof Slots)[]): void {
  for (const key of keys) delete slots[key];
}
