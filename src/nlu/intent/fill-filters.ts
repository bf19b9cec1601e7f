import type { ChartNode } from '../chart/chart.js';
import type { Intent, Slots } from '../frame.js';
import type { Evidence } from './evidence.js';

const unique = <T>(list: readonly T[]): T[] => [...new Set(list)];

/** Some of the slots. */
export function only(slots: Slots, keys: readonly (keyof Slots)[]): Slots {
  return Object.fromEntries(Object.entries(slots).filter(([key]) => keys.some((one) => one === key)));
}

/** The offences that a message names and leaves out. */
export function what(evidence: Evidence): Slots {
  const named = evidence.offences.flatMap((one) => one.offences);
  const inPieces = evidence.pieces.flatMap(({ slots }) => slots.offence ?? []);
  const weak = evidence.weakOffences.flatMap((one) => one.offences);
  const offence = unique([...named, ...inPieces, ...weak]).filter(
    (id) => !evidence.excluded.offences.includes(id),
  );
  return {
    ...(offence.length > 0 ? { offence } : {}),
    ...(evidence.excluded.offences.length > 0 ? { offence_not: unique(evidence.excluded.offences) } : {}),
  };
}

const GOVERNORATE_LEVEL: ReadonlySet<Intent> = new Set<Intent>(['top_areas']);

/** The places that a message names and leaves out, at the level that an intent looks at. */
export function where(evidence: Evidence, intent: Intent): Slots {
  const usable = evidence.places.filter((place) => !place.weak || usableWeak(evidence));
  const blockNamed = evidence.pieces.some(({ kind }) => kind === 'block');
  // A list with a sure governorate in it compares governorates.
  const sure = usable.some((place) => place.governorates.length > 0 && place.areas.length === 0);
  const atGovernorate = (place: (typeof usable)[number]): boolean =>
    place.either === true && !blockNamed && ((sure && usable.length > 1) || GOVERNORATE_LEVEL.has(intent));
  const areas = unique(usable.flatMap((place) => (atGovernorate(place) ? [] : place.areas)));
  const governorate = unique(
    usable.flatMap((place) => (place.either && !atGovernorate(place) ? [] : place.governorates)),
  );
  const landmarks = unique(usable.flatMap((place) => place.landmarks));
  return {
    ...(areas.length > 0 ? { areas } : {}),
    ...(governorate.length > 0 ? { governorate } : {}),
    ...(evidence.excluded.areas.length > 0 ? { areas_not: unique(evidence.excluded.areas) } : {}),
    ...(landmarks.length > 0 ? { places: landmarks } : {}),
  };
}

const usableWeak = (evidence: Evidence): boolean =>
  evidence.offences.length > 0 ||
  evidence.weakOffences.length > 0 ||
  evidence.cues.size > 0 ||
  evidence.whens.length > 0 ||
  evidence.pieces.length > 0 ||
  evidence.unread.length === 0;

/** "Which 3 areas", "the ten worst areas": the number stands before the noun, a word or two apart. */
function countedAreas({ reading }: Evidence): Slots {
  const noun = reading.nodes.find((node) => node.symbol === 'areaPlural');
  if (!noun) return {};
  const number = reading.nodes.findLast(
    (node): node is ChartNode<'num'> =>
      node.symbol === 'num' && node.end < noun.start && noun.start - node.end <= LONGEST_ADJECTIVE,
  );
  const taken = reading.cover.some(
    (node) => number && node.symbol === 'when' && node.start <= number.start && node.end >= number.end,
  );
  const value = number?.value.value ?? 0;
  return Number.isInteger(value) && value >= 1 && value <= 1000 && !taken ? { limit: value } : {};
}

/** Letters of "most dangerous " between a number and its noun. */
const LONGEST_ADJECTIVE = 16;

/** What a series over time counts by. */
const SERIES_UNITS: ReadonlySet<string> = new Set(['day', 'week', 'month']);

const PIECES_OF: Partial<Record<Intent, readonly string[]>> = {
  top_areas: ['block', 'limit', 'near', 'timeOfDay', 'groupBy'],
  near_me: ['radius', 'limit', 'block', 'timeOfDay'],
};

/** What else fills a slot by itself: blocks, limits, radii, splits. */
export function pieces(evidence: Evidence, intent: Intent): Slots {
  const allowed = PIECES_OF[intent] ?? ['block', 'limit', 'radius', 'near', 'timeOfDay', 'groupBy'];
  const slots: Slots = {};
  for (const { kind, slots: own } of evidence.pieces) if (allowed.includes(kind)) Object.assign(slots, own);
  if (intent === 'top_areas' && slots.group_by === 'area') delete slots.group_by;
  if (
    intent === 'top_areas' &&
    evidence.reading.wording('ranksGovernorates').test(evidence.reading.source.text)
  )
    slots.group_by = 'governorate';
  if (intent !== 'near_me' && evidence.cues.has('nearMe')) slots.near = 'me';
  if (intent === 'breakdown' && slots.group_by === undefined && evidence.hints.group)
    slots.group_by = evidence.hints.group;
  if (intent === 'trend' && slots.group_by === undefined && evidence.cues.has('series')) {
    const unit = evidence.reading.nodes.find(
      (node): node is ChartNode<'groupNoun'> =>
        node.symbol === 'groupNoun' && SERIES_UNITS.has((node as ChartNode<'groupNoun'>).value),
    );
    if (unit) slots.group_by = unit.value;
  }
  if (intent === 'top_areas' && evidence.cues.has('least')) slots.order = 'asc';
  if (intent === 'top_areas' && slots.limit === undefined) Object.assign(slots, countedAreas(evidence));
  return slots;
}
