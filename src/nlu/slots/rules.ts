import { type RuleFamily, rule } from '../chart/rule.js';
import type { Slots } from '../frame.js';
import type { NumberValue } from '../time/values.js';
import type { Exclusion, OffenceMention, PlaceMention, SlotPiece, SlotPieceKind } from './mention.js';

const firm = ({ areas, governorates, landmarks, either }: PlaceMention): PlaceMention => ({
  areas,
  governorates,
  landmarks,
  ...(either ? { either } : {}),
});

const asArea = (place: PlaceMention): PlaceMention | null =>
  place.areas.length > 0 ? { areas: place.areas, governorates: [], landmarks: place.landmarks } : null;

const asGovernorate = (place: PlaceMention): PlaceMention | null =>
  place.governorates.length > 0 ? { areas: [], governorates: place.governorates, landmarks: [] } : null;

const union = (a: readonly string[], b: readonly string[]): string[] => [...new Set([...a, ...b])];

function joinPlaces(a: PlaceMention, b: PlaceMention): PlaceMention {
  // In a list the level of the sure ones holds for all: "Jahra and Salmiya" are two areas.
  const atGovernorate = (one: PlaceMention): boolean => one.areas.length === 0 && one.governorates.length > 0;
  if (a.either && atGovernorate(b)) return joinPlaces({ ...a, areas: [], either: false }, b);
  if (b.either && atGovernorate(a)) return joinPlaces(a, { ...b, areas: [], either: false });
  const level =
    a.either && !b.either && b.areas.length > 0
      ? asArea(a)
      : b.either && !a.either && a.areas.length > 0
        ? asArea(b)
        : null;
  const [x, y] = level === null ? [a, b] : a.either ? [level, b] : [a, level];
  return {
    areas: union(x.areas, y.areas),
    governorates: union(x.governorates, y.governorates),
    landmarks: union(x.landmarks, y.landmarks),
    ...(x.either && y.either ? { either: true } : {}),
  };
}

const listed = (a: PlaceMention, b: PlaceMention | null): PlaceMention | null => b && joinPlaces(a, b);

/** Names of places with what stands beside them. */
export const placeRules: readonly RuleFamily[] = [
  rule('places', 'place', (place) => (place.bound ? null : place)),
  rule('places', 'in|of|at|on|for|from|nearWord the? place', (_in, _the, place) => firm(place), 0.1),
  rule('places', 'in|of|at|for|from? areaNoun of? place', (_in, _noun, _of, place) => asArea(place), 0.2),
  rule('places', 'in|of|at|for|from? place areaNoun', (_in, place) => asArea(place), 0.2),
  rule(
    'places',
    'in|of|at|for|from? the? governorateNoun of? place',
    (_in, _the, _noun, _of, place) => asGovernorate(place),
    0.3,
  ),
  rule('places', 'in|of|at|for|from? place governorateNoun', (_in, place) => asGovernorate(place), 0.3),
  rule(
    'places',
    'places and|or|dash|slash in|of|at? place',
    (a, _and, _in, b) => joinPlaces(a, firm(b)),
    0.1,
  ),
  rule(
    'places',
    'places and|or|dash|slash governorateNoun place',
    (a, _and, _noun, b) => listed(a, asGovernorate(b)),
    0.3,
  ),
  rule(
    'places',
    'places and|or|dash|slash place governorateNoun',
    (a, _and, b) => listed(a, asGovernorate(b)),
    0.3,
  ),
  // A name that is also a word ("Rai") is one where it is set against another.
  rule(
    'places',
    'place versus the? place',
    (a, _versus, _the, b) => (a.bound || b.bound ? joinPlaces(firm(a), firm(b)) : null),
    0.1,
  ),
  // Or joined with one: "between Rai and Farwaniya".
  rule(
    'places',
    'place and|or the? place',
    (a, _and, _the, b) => (a.bound && !b.bound ? joinPlaces(firm(a), b) : null),
    0.1,
  ),
  rule('outside', 'notPlaceNoun place', () => 'landmark', 0.5),
];

const joinOffences = (a: OffenceMention, b: OffenceMention): OffenceMention => ({
  offences: union(a.offences, b.offences),
  ...(a.weak && b.weak ? { weak: true } : {}),
});

const theseOffences = ({ offences }: OffenceMention): Exclusion => ({ offences, areas: [] });

const thesePlaces = ({ areas, governorates }: PlaceMention): Exclusion | null => {
  if (areas.length === 0 && governorates.length === 0) return null;
  // A name that is an area's and a governorate's leaves out the area.
  const others = governorates.filter((id) => !areas.includes(id));
  return { offences: [], areas, ...(others.length > 0 ? { governorates: others } : {}) };
};

const thisPlace = (place: PlaceMention): Exclusion | null => (place.bound ? thesePlaces(place) : null);

/** Names of offences with what stands beside them, and what is left out. */
export const offenceRules: readonly RuleFamily[] = [
  rule('offences', 'offence', (offence) => offence),
  rule('slot', 'whichTime', (group) => piece('groupBy', { group_by: group }), 0.1),
  // A name of two words («حادث مروري») stays what it is.
  rule('offences', 'incident of? offence', (_incident, _of, { offences }) => ({ offences }), -0.05),
  rule('offences', 'offence incident', ({ offences }) => ({ offences }), 0.1),
  rule('offences', 'offences and|or offence', (a, _and, b) => joinOffences(a, b), 0.1),
  rule(
    'exclusion',
    'except|takeOut the? offences',
    (_except, _the, offences) => theseOffences(offences),
    0.4,
  ),
  rule(
    'exclusion',
    'leave the? offences aside|leftOut',
    (_leave, _the, offences) => theseOffences(offences),
    0.4,
  ),
  // A name that is also a word («شرق») is one where it is left out.
  rule('exclusion', 'except|takeOut the? place', (_except, _the, place) => thisPlace(place), 0.4),
  rule('exclusion', 'leave the? place leftOut', (_leave, _the, place) => thisPlace(place), 0.4),
  rule('exclusion', 'leave the? places aside|leftOut', (_leave, _the, places) => thesePlaces(places), 0.4),
  rule(
    'exclusion',
    'except|denied in|of? the? blockNoun hash? num',
    (_except, _in, _the, _noun, _hash, { value }) => ({ offences: [], areas: [], block: value }),
    0.6,
  ),
  rule('exclusion', 'denied in|at|of? the? places', (_not, _in, _the, places) => thesePlaces(places), 0.4),
  rule('exclusion', 'except|takeOut the? places', (_except, _the, places) => thesePlaces(places), 0.4),
];

const piece = (kind: SlotPieceKind, slots: Slots): SlotPiece => ({ kind, slots });

const count = (n: NumberValue): boolean => Number.isInteger(n.value) && n.value >= 1 && n.value <= 1000;

const limit = (n: NumberValue, offences?: OffenceMention): SlotPiece | null =>
  count(n)
    ? piece('limit', { limit: n.value, ...(offences ? { offence: [...offences.offences] } : {}) })
    : null;

const kinds = (n: NumberValue): SlotPiece | null =>
  count(n) ? piece('groupBy', { group_by: 'offence', limit: n.value }) : null;

/** A number in words names a task only from three on: «مهمة واحدة» and "two tasks" count them. */
const identifier = (n: NumberValue): boolean =>
  (n.digits || n.value > 2) && Number.isInteger(n.value) && n.value >= 0 && n.value < 1e9;

const taskIds = (...ids: NumberValue[]): SlotPiece | null =>
  ids.every(identifier)
    ? piece('taskId', { task_id: ids.length === 1 ? (ids[0]?.value ?? 0) : ids.map((n) => n.value) })
    : null;

const alertIds = (...ids: NumberValue[]): SlotPiece | null =>
  ids.every(identifier)
    ? piece('alertId', { alert_id: ids.length === 1 ? (ids[0]?.value ?? 0) : ids.map((n) => n.value) })
    : null;

const LAST_BLOCK = 99;
const block = (n: NumberValue): SlotPiece | null =>
  Number.isInteger(n.value) && n.value >= 1 && n.value <= LAST_BLOCK
    ? piece('block', { block: n.value })
    : null;

/** Numbers by their role, and other words that fill a slot by themselves. */
export const pieceRules: readonly RuleFamily[] = [
  // A number right after "block" is the block, though a month may follow: «ق٧ فبراير».
  rule('slot', 'in|of? blockNoun hash? num', (_in, _block, _hash, n) => block(n), 2.5),
  rule(
    'slot',
    'in? blockNoun the? ord',
    (_in, _block, _the, n) => (n <= LAST_BLOCK ? piece('block', { block: n }) : null),
    0.1,
  ),
  rule('slot', 'the? top|latest|past num areaPlural', (_the, _top, n) => limit(n), 0.4),
  rule('slot', 'num top areaPlural', (n) => limit(n), 0.4),
  // «المناطق الخمس الأعلى».
  rule('slot', 'areaPlural num the? top', (_areas, n) => limit(n), 0.4),
  rule('slot', 'the? top num', (_the, _top, n) => limit(n), 0.1),
  rule('slot', 'the? latest|past|top num incident', (_the, _latest, n) => limit(n), 0.5),
  // "The top 3 offences": kinds of crime by their number, not three of a list.
  rule('slot', 'the? foremost num crimeKinds', (_the, _top, n) => kinds(n), 0.7),
  rule('slot', 'the? num foremost crimeKinds', (_the, n) => kinds(n), 0.7),
  rule('slot', 'num latest|past incident', (n) => limit(n), 0.5),
  rule('slot', 'the? latest|past num offences', (_the, _latest, n, offences) => limit(n, offences), 0.5),
  rule('slot', 'num latest|past offences', (n, _latest, offences) => limit(n, offences), 0.5),
  rule('slot', 'latest num', (_latest, n) => limit(n), -0.6),
  rule('slot', 'taskNoun hash? num', (_task, _hash, n) => taskIds(n), 0.3),
  rule('slot', 'taskNoun hash? num and num', (_task, _hash, a, _and, b) => taskIds(a, b), 0.5),
  rule('slot', 'taskNoun num num', (_task, a, b) => taskIds(a, b), 0.4),
  rule('slot', 'taskNoun num num and? num', (_task, a, b, _and, c) => taskIds(a, b, c), 0.6),
  rule('slot', 'alertNoun hash? num', (_alert, _hash, n) => alertIds(n), 0.3),
  rule('slot', 'alertNoun hash? num and num', (_alert, _hash, a, _and, b) => alertIds(a, b), 0.5),
  // "Assign 12 to Ali", "hand #12 over to Ali": what is handed to somebody by its number is a task.
  rule('slot', 'assignVerb hash? num to', (_verb, _hash, n) => taskIds(n), 0.3),
  rule('slot', 'hash num', (_hash, n) => (identifier(n) ? piece('bareId', { task_id: n.value }) : null), 0.2),
  rule(
    'slot',
    'within|in|at|on|for|nearWord? a? distance',
    (_within, _a, metres) => piece('radius', { radius_m: metres }),
    0.1,
  ),
  rule('slot', 'by the? groupNoun', (_by, _the, group) => piece('groupBy', { group_by: group }), 0.3),
  rule('slot', 'in|nearWord? myArea', () => piece('near', { near: 'my_area' }), 0.2),
  rule('slot', 'priorityNoun priorityWord', (_noun, priority) => piece('priority', { priority }), 0.3),
  rule('slot', 'in|of? priorityWord priorityNoun', (_in, priority) => piece('priority', { priority }), 0.3),
  rule(
    'slot',
    'in|at|for|of|on|from? the? shift',
    (_in, _the, shift) => piece('timeOfDay', { time_of_day: shift }),
    0.4,
  ),
];
