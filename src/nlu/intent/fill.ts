import type { ChartNode } from '../chart/chart.js';
import type { Intent, Slots } from '../frame.js';
import { busyName, leadingName, nameAfter, ownerName } from '../slots/assignee.js';
import { atOf, dueOf, localSpan, periodOf, timeOfDay, weekdayNames, type Zone } from '../slots/moment.js';
import { lengthSeconds } from '../time/grain.js';
import type { DateValue, TimeContext, When } from '../time/values.js';
import type { Evidence } from './evidence.js';

/** Intents that ask about incidents and take the whole set of filters. */
export const QUESTIONS: ReadonlySet<Intent> = new Set<Intent>([
  'count',
  'list_recent',
  'hotspots',
  'near_me',
  'forecast',
  'trend',
  'compare',
  'top_areas',
  'breakdown',
  'area_profile',
  'briefing',
]);

const FUTURE: ReadonlySet<Intent> = new Set<Intent>(['forecast', 'task_assign', 'task_list', 'subscribe']);

const DAY_SECONDS = 86_400;
const unique = <T>(list: readonly T[]): T[] => [...new Set(list)];

/** Fills the slots that an intent takes from what the message offers. */
export function fill(intent: Intent, evidence: Evidence, base: TimeContext, zone: Zone): Slots {
  const ahead = FUTURE.has(intent);
  const context: TimeContext = {
    ...base,
    prefer: ahead ? 'future' : 'past',
    within: ahead ? 'ahead' : 'back',
    // "Two months ago" asks for that month; what is due in two months is due on a day.
    wholeFrom: ahead ? null : 'week',
    besides: ahead ? 'day' : 'stretch',
  };
  const slots: Slots = {};
  if (QUESTIONS.has(intent)) {
    Object.assign(slots, what(evidence), where(evidence, intent), pieces(evidence, intent));
    Object.assign(slots, whenSlots(intent, evidence, context, zone));
    return slots;
  }
  const filler = ACTIONS[intent];
  return filler ? filler(evidence, context, zone) : slots;
}

type Fill = (evidence: Evidence, context: TimeContext, zone: Zone) => Slots;

const reported: Fill = (evidence, context, zone) => ({
  ...what(evidence),
  ...where(evidence, 'report_incident'),
  ...only(pieces(evidence, 'report_incident'), ['block', 'near']),
  ...whenSlots('report_incident', evidence, context, zone),
});

const ACTIONS: Partial<Record<Intent, Fill>> = {
  report_incident: reported,
  task_assign: assigned,
  task_list: (evidence, context, zone) => listed(evidence, context, zone),
  task_accept: (evidence) => taskIds(evidence),
  task_start: (evidence) => taskIds(evidence),
  task_complete: (evidence) => taskIds(evidence),
  task_decline: (evidence) => taskIds(evidence),
  alert_ack: (evidence) => alertIds(evidence),
  alert_list: (evidence) => ({
    ...where(evidence, 'alert_list'),
    ...only(pieces(evidence, 'alert_list'), ['limit']),
  }),
  subscribe: subscribed,
  unsubscribe: (evidence, context, zone) =>
    only(subscribed(evidence, context, zone), ['topic', 'areas', 'areas_not', 'governorate', 'offence_not']),
  set_language: ({ hints }) =>
    hints.language && hints.language !== 'other' ? { language: hints.language } : {},
};

function only(slots: Slots, keys: readonly (keyof Slots)[]): Slots {
  return Object.fromEntries(Object.entries(slots).filter(([key]) => keys.some((one) => one === key)));
}

function what(evidence: Evidence): Slots {
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

function where(evidence: Evidence, intent: Intent): Slots {
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

/** A ranking of governorates rather than of the areas in them. */
const RANKS_GOVERNORATES =
  /\bgovernorates\b|\bgovernorate rank|\b(?:by|per|each) governorate|\bprovinces\b|\b(?:which|what|worst|safest|top|busiest)\s+(?:governorate|province)|محافظات|اي\s+محافظه|(?:اكثر|اسوا|اعلي|اقل)\s+محافظه/u;

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

function pieces(evidence: Evidence, intent: Intent): Slots {
  const allowed = PIECES_OF[intent] ?? ['block', 'limit', 'radius', 'near', 'timeOfDay', 'groupBy'];
  const slots: Slots = {};
  for (const { kind, slots: own } of evidence.pieces) if (allowed.includes(kind)) Object.assign(slots, own);
  if (intent === 'top_areas' && slots.group_by === 'area') delete slots.group_by;
  if (intent === 'top_areas' && RANKS_GOVERNORATES.test(evidence.reading.source.text))
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

function whenSlots(intent: Intent, evidence: Evidence, context: TimeContext, zone: Zone): Slots {
  const slots: Slots = {};
  const whens = saidOfTheDay(evidence.whens.map(({ when }) => when));
  if (intent === 'forecast' && whens.every((when) => when.kind === 'clock')) addBareHorizon(slots, evidence);
  for (const when of whens) {
    if (intent === 'compare' && when.ends && addPair(slots, evidence, when.ends, context, zone)) continue;
    if (when.weekdays) slots.weekdays = unique([...(slots.weekdays ?? []), ...weekdayNames(when.weekdays)]);
    addTimeOfDay(slots, when);
    if (intent === 'forecast' && addHorizon(slots, when)) continue;
    addPeriod(
      slots,
      intent,
      when,
      slots.period ? { ...context, anchor: localSpan(slots.period, zone) } : context,
      zone,
    );
  }
  return slots;
}

/** "Not in the morning, in the evening" only takes the first back. */
const saidOfTheDay = (whens: readonly When[]): readonly When[] => {
  const says = (key: 'clock' | 'weekdays'): boolean => whens.some((when) => when[key] && !when.denied);
  return whens.filter(
    (when) => !when.denied || !((when.clock && says('clock')) || (when.weekdays && says('weekdays'))),
  );
};

/** "Between January and February" names two periods where not two places are compared. */
function addPair(
  slots: Slots,
  evidence: Evidence,
  ends: readonly [DateValue, DateValue],
  context: TimeContext,
  zone: Zone,
): boolean {
  const places = evidence.places.flatMap((place) =>
    place.areas.length > 0 ? place.areas : place.governorates,
  );
  const [first, second] = ends;
  const period = periodOf(first.find(context), context, zone);
  if ((places.length > 1 && !setAgainst(evidence)) || !period) return false;
  const other = periodOf(second.find({ ...context, anchor: localSpan(period, zone) }), context, zone);
  if (!other) return false;
  slots.period = period;
  slots.compare_period = other;
  return true;
}

/** «هذا الشهر بالشهر الماضي», "this month with last month": two periods, whatever else is compared. */
const setAgainst = ({ reading, whens }: Evidence): boolean =>
  whens.some(
    ({ when, start, end }) =>
      when.versus ||
      (when.ends !== undefined &&
        /\s(?:ب\p{L}|مع\s|with\s|b\S)/u.test(reading.source.text.slice(start, end))),
  );

function addTimeOfDay(slots: Slots, when: When): void {
  if (!when.clock || slots.time_of_day || when.kind === 'open') return;
  const time = timeOfDay(when.clock);
  if (time) slots.time_of_day = time;
}

function addHorizon(slots: Slots, when: When): boolean {
  if (when.kind !== 'ahead' || !when.length) return false;
  slots.horizon_days = Math.max(1, Math.round(lengthSeconds(when.length) / DAY_SECONDS));
  return true;
}

/** "7 day forecast", «توقعات ٧ أيام»: a length with nothing else said counts from now. */
function addBareHorizon(slots: Slots, { reading, whens }: Evidence): void {
  for (const node of reading.nodes) {
    if (node.symbol !== 'length' || whens.some(({ start, end }) => start < node.end && end > node.start))
      continue;
    const days = Math.round(lengthSeconds((node as ChartNode<'length'>).value) / DAY_SECONDS);
    if (days >= 1 && days > (slots.horizon_days ?? 0) && node.score > LOOSE_LENGTH) slots.horizon_days = days;
  }
}

/** A unit without a number ("a week", "day") scores below this. */
const LOOSE_LENGTH = -0.3;

function addPeriod(slots: Slots, intent: Intent, when: When, context: TimeContext, zone: Zone): void {
  if (when.kind === 'clock' || when.kind === 'recurring') return;
  if (when.kind === 'instant' && !when.length) return;
  // In "compared to last year" the "to" belongs to the verb, in «أكثر من الشهر الماضي» the «من» does.
  const second = when.bound === 'since' && slots.period !== undefined;
  const paired = intent === 'compare' && when.kind === 'open' && (when.bound === 'until' || second);
  const dated =
    (when.kind === 'datetime' || paired) && when.date
      ? when.date.find(context)
      : (when.span(context) ?? when.ends?.[0].find(context) ?? null);
  const period = periodOf(dated, context, zone);
  if (!period) return;
  if (!slots.period) slots.period = period;
  else if (intent === 'compare' && !slots.compare_period) slots.compare_period = period;
}

/** Ids said with their noun, else whole numbers that nothing claimed. */
function idsFrom(evidence: Evidence): number | number[] | undefined {
  const said = evidence.pieces.flatMap(({ slots }) => slots.task_id ?? slots.alert_id ?? []);
  const ids = unique([...said.flat(), ...evidence.numbers]);
  return ids.length === 0 ? undefined : ids.length === 1 ? ids[0] : ids;
}

const taskIds = (evidence: Evidence): Slots => {
  const ids = idsFrom(evidence);
  return ids === undefined ? {} : { task_id: ids };
};

const alertIds = (evidence: Evidence): Slots => {
  const ids = idsFrom(evidence);
  return ids === undefined ? {} : { alert_id: ids };
};

function assigned(evidence: Evidence, context: TimeContext, zone: Zone): Slots {
  const { reading } = evidence;
  const toMe =
    /\b(?:to|for|assign|assigned) me\b|\bmyself\b|(?:^|\s)(?:لي|نفسي|علي انا|حقي|كلفني|كلفوني)(?=[\s:،,.]|$)|\bkallefni\b/u.test(
      reading.source.text,
    );
  const led = leadingName(reading);
  const name = led
    ? { name: led }
    : (nameAfter(reading, ['assignedTo']) ??
      nameAfter(reading, ['assignVerb', 'taskNoun']) ??
      nameAfter(reading, ['to', 'for']));
  const due = dueTimes(evidence)
    .map((when) => dueOf(when, context, zone))
    .find((one) => one !== null);
  const id = evidence.pieces.find(({ kind }) => kind === 'taskId')?.slots.task_id;
  return {
    ...where(evidence, 'task_assign'),
    ...only(pieces(evidence, 'task_assign'), ['block', 'near']),
    ...(toMe ? { assignee: 'me' } : name ? { assignee: name.name } : {}),
    ...(due ? { due } : {}),
    ...priority(evidence),
    ...(id !== undefined ? { task_id: id } : {}),
  };
}

/** Times of an order, those said with "due" or "by" first: "night patrol, due tomorrow 6 am". */
function dueTimes({ whens, reading }: Evidence): When[] {
  const words = reading.nodes.filter((node) => node.symbol === 'dueWord');
  const due = whens.filter(
    ({ when, start }) =>
      when.bound === 'before' ||
      when.bound === 'until' ||
      words.some(({ end }) => start - end >= 0 && start - end <= 1),
  );
  return [...due, ...whens].map(({ when }) => when);
}

const priority = (evidence: Evidence): Slots => {
  const said =
    evidence.pieces.find(({ kind }) => kind === 'priority')?.slots.priority ?? evidence.hints.priority;
  return said ? { priority: said } : {};
};

const named = (name: string | null): { name: string } | null => (name === null ? null : { name });

/** "Huda tasks in progress": the word that nothing explains right before "tasks". */
function firstWordUnread({ unread, reading }: Evidence): string | null {
  const [word] = unread;
  if (!word || unread.length > 1 || word.kind !== 'latin') return null;
  const rest = reading.source.text.slice(word.end);
  return /^ (?:(?:open|overdue|pending|done) )?tasks?\b/u.test(rest) ? word.text : null;
}

/** «المهام اللي عند يوسف». */
function withSomebody({ places, reading }: Evidence): { name: string } | null {
  return places.length === 0 ? nameAfter(reading, ['nearWord']) : null;
}

function listed(evidence: Evidence, context: TimeContext, zone: Zone): Slots {
  const { hints } = evidence;
  const mine =
    evidence.cues.has('mine') ||
    /مهامي|مهماتي|عندي|لدي|علي(?:\s|$)|شغلي|\bmy\b|\bi\b|for me|mahami|mhami|3endi|3indi|3ala?y/u.test(
      evidence.reading.source.text,
    );
  // «لدى النقيب بدر» folds to «لدي».
  const ranked = nameAfter(evidence.reading, ['rankWord']);
  const name = mine
    ? ranked
    : (named(ownerName(evidence.reading)) ??
      named(busyName(evidence.reading)) ??
      nameAfter(evidence.reading, ['assignedTo', 'taskNoun']) ??
      named(firstWordUnread(evidence)) ??
      withSomebody(evidence) ??
      (hints.status ? nameAfter(evidence.reading, ['by', 'for', 'of']) : null));
  // "In progress right now" is how things are, not when they must be done.
  const due = evidence.whens
    .filter(({ when }) => when.kind !== 'instant')
    .map(({ when }) => dueOf(when, context, zone))
    .find((one) => one !== null);
  return {
    ...(mine && !ranked ? { assignee: 'me' } : name ? { assignee: name.name } : {}),
    ...(hints.status ? { status: hints.status } : {}),
    ...(hints.status === 'done' ? finished(evidence, context, zone) : due ? { due } : {}),
    ...priority(evidence),
    ...where(evidence, 'task_list'),
  };
}

/** "Tasks done this week": when they were finished, not when they were due. */
function finished(evidence: Evidence, context: TimeContext, zone: Zone): Slots {
  const back: TimeContext = { ...context, prefer: 'past', within: 'back' };
  const [first] = evidence.whens;
  const period = first ? periodOf(first.when.span(back), back, zone) : null;
  return period ? { period } : {};
}

/** To be told of something is to be alerted to it. */
const ALERT_VERB = /\b(?:alert|nabb?e?hni)\b|نبهني|نبهوني/u;

function subscribed(evidence: Evidence, _context: TimeContext, _zone: Zone): Slots {
  const { hints, cues } = evidence;
  const told = ALERT_VERB.test(evidence.reading.source.text) ? ('alerts' as const) : undefined;
  const topic = hints.topic ?? (cues.has('alert') ? 'alerts' : cues.has('briefing') ? 'briefing' : told);
  const clock = evidence.whens.find(({ when }) => when.clock?.kind === 'time')?.when.clock;
  const time = clock ? atOf(clock) : null;
  return {
    ...(topic ? { topic } : {}),
    ...(hints.frequency ? { frequency: hints.frequency } : {}),
    ...(time ? { at: time } : {}),
    ...what(evidence),
    ...where(evidence, 'subscribe'),
  };
}
