import type { Slots } from '../frame.js';
import { busyName, handedOn, leadingName, nameAfter, ownerName, plainName } from '../slots/assignee.js';
import { atOf, dueOf, periodOf, type Zone } from '../slots/moment.js';
import { correctedNumbers, rangedNumbers, sparedNumbers } from '../slots/numbered-steps.js';
import type { TimeContext, When } from '../time/values.js';
import type { Evidence } from './evidence.js';
import { only, pieces, what, where } from './fill-filters.js';

const unique = <T>(list: readonly T[]): T[] => [...new Set(list)];

/** Ids said with their noun, and whole numbers that nothing claimed. */
export function idsSaid({ pieces, numbers }: Evidence): number[] {
  const called = pieces.flatMap(({ slots }) => slots.task_id ?? slots.alert_id ?? []);
  return unique([...called.flat(), ...numbers]);
}

/** The same without those that the sender took back. */
function idsFrom(evidence: Evidence): number | number[] | undefined {
  const back = correctedNumbers(evidence.reading);
  const spared = sparedNumbers(evidence.reading);
  const said = idsSaid(evidence);
  const ranged = said.length > 1 ? rangedNumbers(evidence.reading) : [];
  const meant = ranged.length > 0 ? [...said, ...ranged].sort((a, b) => a - b) : said;
  const ids = unique(meant).filter((id) => !back.has(id) && !spared.has(id));
  return ids.length === 0 ? undefined : ids.length === 1 ? ids[0] : ids;
}

/** The tasks that a step is about. */
export const taskIds = (evidence: Evidence): Slots => {
  const ids = idsFrom(evidence);
  return ids === undefined ? {} : { task_id: ids };
};

/** The alerts that somebody takes. */
export const alertIds = (evidence: Evidence): Slots => {
  const ids = idsFrom(evidence);
  return ids === undefined ? {} : { alert_id: ids };
};

/** Who shall do what, where and by when. */
export function assigned(evidence: Evidence, context: TimeContext, zone: Zone): Slots {
  const { reading } = evidence;
  const toMe = reading.wording('toMe').test(reading.source.text);
  const led = handedOn(reading) ?? leadingName(reading);
  const name = led
    ? { name: led }
    : (nameAfter(reading, ['assignedTo']) ??
      nameAfter(reading, ['assignVerb', 'taskNoun']) ??
      nameAfter(reading, ['to', 'for']));
  const due = dueTimes(evidence)
    .map((when) => dueOf(when, context, zone))
    .find((one) => one !== null);
  const handed = handedOn(reading) === null ? undefined : taskIds(evidence).task_id;
  const id = evidence.pieces.find(({ kind }) => kind === 'taskId')?.slots.task_id ?? handed;
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
  return reading.wording('tasksNext').test(rest) ? word.text : null;
}

/** «المهام اللي عند يوسف». */
function withSomebody({ places, reading }: Evidence): { name: string } | null {
  return places.length === 0 ? nameAfter(reading, ['nearWord']) : null;
}

/** «المهام لدى فيصل», «على دلال»: the preposition looks like "mine" («عليّ»), but a name follows. */
function heldBy({ reading, unread }: Evidence): { name: string } | null {
  const at = reading.pieces.findIndex(
    ({ text }, index) =>
      reading.wording('heldByNext').test(text) &&
      unread.some(({ start }) => start === reading.pieces[index + 1]?.start),
  );
  const next = at < 0 ? undefined : reading.pieces[at + 1];
  return next ? named(plainName(reading, next.start)) : null;
}

/** Whose tasks, in which state. */
export function listed(evidence: Evidence, context: TimeContext, zone: Zone): Slots {
  const { hints } = evidence;
  const held = heldBy(evidence);
  const mine =
    !held &&
    (evidence.cues.has('mine') || evidence.reading.wording('mineInWords').test(evidence.reading.source.text));
  // «لدى النقيب بدر» folds to «لدي».
  const ranked = nameAfter(evidence.reading, ['rankWord']);
  const name = mine
    ? ranked
    : (held ??
      named(ownerName(evidence.reading)) ??
      named(busyName(evidence.reading)) ??
      nameAfter(evidence.reading, ['assignedTo', 'taskNoun']) ??
      named(firstWordUnread(evidence)) ??
      withSomebody(evidence) ??
      (hints.status ? nameAfter(evidence.reading, ['by', 'for', 'of']) : null));
  // "In progress right now" is how things are, not when they must be done.
  const due = evidence.whens
    .filter(({ when, start, end }) => when.kind !== 'instant' && !endsNow(evidence, start, end))
    .map(({ when }) => dueOf(when, context, zone))
    .find((one) => one !== null);
  const whose = mine && !ranked ? { assignee: 'me' } : name ? { assignee: name.name } : {};
  const numbers = called(evidence);
  return {
    ...(numbers ?? whose),
    ...(hints.status ? { status: hints.status } : {}),
    ...(hints.status === 'done' ? finished(evidence, context, zone) : due ? { due } : {}),
    ...priority(evidence),
    ...where(evidence, 'task_list'),
  };
}

/** The tasks that are asked about by their numbers. */
function called({ pieces }: Evidence): Slots | null {
  const ids = unique(pieces.flatMap(({ slots }) => slots.task_id ?? []).flat());
  const [only] = ids;
  return only === undefined ? null : { task_id: ids.length === 1 ? only : ids };
}

/** «للحين»: until now. */
const endsNow = ({ reading }: Evidence, start: number, end: number): boolean =>
  reading.nodes.some((node) => node.symbol === 'now' && node.start >= start && node.end === end);

/** "Tasks done this week": when they were finished, not when they were due. */
function finished(evidence: Evidence, context: TimeContext, zone: Zone): Slots {
  const back: TimeContext = { ...context, prefer: 'past', within: 'back' };
  const [first] = evidence.whens;
  const period = first ? periodOf(first.when.span(back), back, zone) : null;
  return period ? { period } : {};
}

/** Which messages, how often, about which places. */
export function subscribed(evidence: Evidence, _context: TimeContext, _zone: Zone): Slots {
  const { hints, cues } = evidence;
  const told = evidence.reading.wording('alertVerb').test(evidence.reading.source.text)
    ? ('alerts' as const)
    : undefined;
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
