import type { ChartNode } from '../chart/chart.js';
import type { Reading } from '../engine.js';
import type { GroupBy, Slots, TaskStatusFilter } from '../frame.js';
import { isDenied } from '../slots/denied.js';
import type { PlaceMention, SlotPiece } from '../slots/mention.js';
import type { Piece } from '../text/pieces.js';
import { withHoursOfPart } from '../time/hours-in-part.js';
import type { When } from '../time/values.js';
import type { Cue } from './cue.js';
import { ambiguousNear, placesAfterOffence } from './place-or-word.js';
import { apart, besidesApart, setApart } from './set-apart.js';

/** What a message offers, before it is decided what it wants. Offsets are into the folded text. */
export type Evidence = {
  cues: ReadonlySet<Cue>;
  /** Cue at the very beginning, if the message starts with one. */
  opening: ReadonlySet<Cue>;
  places: readonly (PlaceMention & { start: number; end: number })[];
  offences: readonly { offences: readonly string[]; start: number; end: number }[];
  weakOffences: readonly { offences: readonly string[]; start: number; end: number }[];
  excluded: { offences: readonly string[]; areas: readonly string[] };
  whens: readonly { when: When; start: number; end: number }[];
  pieces: readonly (SlotPiece & { start: number; end: number })[];
  /** It sets parts of the day or of the week apart; `pieces` holds the split that it asks for. */
  split: boolean;
  /** Whole numbers in digits that nothing else claimed. */
  numbers: readonly number[];
  hints: {
    status?: TaskStatusFilter;
    priority?: 'low' | 'normal' | 'high' | 'urgent';
    language?: 'ar' | 'en' | 'other';
    frequency?: 'daily' | 'weekly' | 'immediate';
    topic?: 'briefing' | 'alerts' | 'hotspots' | 'all';
    group?: GroupBy;
  };
  outside: readonly string[];
  /** Content words that nothing explains, and all content words. */
  unread: readonly Piece[];
  contentWords: number;
  /** Cues that only a corrected word gives. */
  guessedCues: ReadonlySet<Cue>;
  /** Slots that rest on a corrected word. */
  guessed: ReadonlySet<keyof Slots>;
  reading: Reading;
};

const contains = (outer: ChartNode, inner: ChartNode): boolean =>
  outer.start <= inner.start && outer.end >= inner.end && outer.end - outer.start > inner.end - inner.start;

/** Readings that show the message to be ours, so that a slip in a word of command may be forgiven. */
const ANCHORS = new Set(['places', 'offences', 'slot', 'exclusion']);

/** Phrases that swallow the cues inside them: "area profile" is not "area", "last night" is not "last". */
const SWALLOWING = new Set([
  'cue',
  'offence',
  'place',
  'offences',
  'places',
  'exclusion',
  'outside',
  'shift',
]);

/** Cues that are really there: not a part of a longer phrase that means something else. */
function visibleCues(reading: Reading): ChartNode<'cue'>[] {
  const cues = reading.nodes.filter((node): node is ChartNode<'cue'> => node.symbol === 'cue');
  const phrases = reading.nodes.filter((node) => SWALLOWING.has(node.symbol) && node.rule !== 'typo');
  const covering = reading.cover.filter((node) => node.symbol === 'when' || node.symbol === 'slot');
  return cues.filter(
    (cue) =>
      !phrases.some((phrase) => contains(phrase, cue)) &&
      // «رقمها ٢٩» is the number of a task, «رقمها» somebody's.
      !covering.some(
        (node) =>
          node.start <= cue.start &&
          node.end >= cue.end &&
          (node.symbol === 'when' || cue.value === 'personal'),
      ),
  );
}

const firstValue = <T>(nodes: readonly ChartNode[], symbol: string): T | undefined => {
  let best: ChartNode | undefined;
  for (const node of nodes) {
    if (node.symbol === symbol && (!best || node.end - node.start > best.end - best.start)) best = node;
  }
  // The symbol fixes the type of its value; see `Values`.
  return best?.value as T | undefined;
};

function coverOf<S extends ChartNode['symbol']>(reading: Reading, symbol: S): ChartNode<S>[] {
  return reading.cover.filter((node): node is ChartNode<S> => node.symbol === symbol);
}

const at = <T extends object>(node: ChartNode, value: T): T & { start: number; end: number } => ({
  ...value,
  start: node.start,
  end: node.end,
});

const SLOTS_OF: Partial<Record<ChartNode['symbol'], readonly (keyof Slots)[]>> = {
  places: ['areas', 'governorate'],
  offences: ['offence'],
  when: ['period'],
  exclusion: ['offence_not', 'areas_not'],
};

const placeNodes = (reading: Reading, except: ReadonlySet<number>): ChartNode<'places'>[] =>
  coverOf(reading, 'places').filter((node) => !except.has(node.start));

/** The words of a message; letters with digits in them are one ("wa88if"), and in Arabizi an article is none. */
function writtenWords({ pieces, arabizi, wording }: Reading): Piece[] {
  return pieces.filter((piece, index) => {
    if (piece.kind === 'arabic') return true;
    const before = pieces[index - 1];
    const next = pieces[index + 1];
    const inside = before?.end === piece.start && (before.kind === 'latin' || before.kind === 'digits');
    if (piece.kind === 'digits') return !inside && next?.kind === 'latin' && next.start === piece.end;
    return piece.kind === 'latin' && !inside && !(arabizi && wording('looseArticle').test(piece.text));
  });
}

const STEPS: ReadonlySet<Cue> = new Set<Cue>(['accept', 'complete', 'start', 'decline']);

/** "Done 12 today": the number right after a step of a task is its id, no hour of the day. */
function stepNumbers({ cover, nodes, source, wording }: Reading): ChartNode<'num'>[] {
  const steps = nodes.filter((node) => node.symbol === 'cue' && STEPS.has((node as ChartNode<'cue'>).value));
  const hours = cover.filter(
    ({ symbol, rule }) => symbol === 'when' && (rule.startsWith('when = num ') || rule === 'when = clock'),
  );
  return nodes.filter(
    (node): node is ChartNode<'num'> =>
      node.symbol === 'num' &&
      hours.some(
        ({ start, end }) =>
          (start === node.start ||
            (end === node.end && wording('stepLead').test(source.text.slice(start, node.start).trim()))) &&
          steps.some((step) => step.end === start - 1),
      ),
  );
}

/** Whole numbers in digits that nothing claims; of «٤٥ مو ٤٤» only the one that is meant. */
function numbersOf(reading: Reading): number[] {
  const nodes = [...coverOf(reading, 'num'), ...stepNumbers(reading)].filter(
    ({ value }) => value.digits && Number.isInteger(value.value),
  );
  const meant = nodes.filter(({ start }) => !isDenied(reading, start));
  const claimed = coverOf(reading, 'slot').length > 0;
  return (meant.length > 0 || claimed ? meant : nodes).map(({ value }) => value.value);
}

/** A task or an alert is called by its noun and number: "task 12". */
export const isCalled = ({ kind }: SlotPiece): boolean => kind === 'taskId' || kind === 'alertId';

/** It has the number of a task or an alert. */
export const numbered = ({ numbers, pieces }: Evidence): boolean =>
  numbers.length > 0 || pieces.some((piece) => isCalled(piece) || piece.kind === 'bareId');

/** Reads off a message what its parts say. */
export function gather(reading: Reading): Evidence {
  const evidence = gathered(reading);
  return reading.wording('notedDown').test(reading.source.original) ? notedDown(evidence) : evidence;
}

/** «دوّن سرقة بالسالمية»: what looks left out is to be written down. */
function notedDown(evidence: Evidence): Evidence {
  const exclusions = coverOf(evidence.reading, 'exclusion');
  const offences = exclusions.map((node) => at(node, { offences: node.value.offences }));
  return {
    ...evidence,
    cues: new Set<Cue>([...evidence.cues, 'report']),
    opening: new Set<Cue>(['report']),
    offences: [...evidence.offences, ...offences],
    excluded: { offences: [], areas: [] },
  };
}

function gathered(reading: Reading): Evidence {
  const bound = placesAfterOffence(reading);
  const visible = visibleCues(reading).filter(
    (cue) => !bound.some(({ start, end }) => start <= cue.start && end >= cue.end),
  );
  const ambiguous = ambiguousNear(reading, visible);
  const anchored = reading.cover.some((node) => node.how !== 'typo' && ANCHORS.has(node.symbol));
  const cueNodes = visible.filter(
    (cue) => (anchored || cue.how !== 'typo') && (cue.value !== 'nearMe' || !ambiguous.cues.has(cue.start)),
  );
  const opening = Math.min(...cueNodes.map((node) => node.start), Number.POSITIVE_INFINITY);
  const offenceNodes = coverOf(reading, 'offences');
  const split = setApart(
    reading,
    cueNodes.map(({ value }) => value),
  );
  const named = [...coverOf(reading, 'places'), ...coverOf(reading, 'when')];
  const hints = {
    status: firstValue<TaskStatusFilter>(reading.nodes, 'statusWord'),
    // What Arabizi spells like "important" is mostly a task.
    priority: firstValue<'low' | 'normal' | 'high' | 'urgent'>(
      reading.nodes.filter((node) => node.how === 'exact' || reading.cover.includes(node)),
      'priorityWord',
    ),
    language: firstValue<'ar' | 'en' | 'other'>(reading.nodes, 'languageName'),
    frequency: firstValue<'daily' | 'weekly' | 'immediate'>(reading.nodes, 'frequencyWord'),
    topic: firstValue<'briefing' | 'alerts' | 'hotspots' | 'all'>(reading.nodes, 'topicWord'),
    // The governorate of «محافظة الأحمدي» is no split.
    group: firstValue<GroupBy>(
      reading.nodes.filter((node) => !named.some((one) => contains(one, node))),
      'groupNoun',
    ),
  };
  const exclusions = coverOf(reading, 'exclusion');
  const guessed = new Set<keyof Slots>();
  for (const node of reading.cover) {
    if (node.how === 'typo') for (const slot of SLOTS_OF[node.symbol] ?? []) guessed.add(slot);
  }
  const fillerNodes = coverOf(reading, 'filler');
  const words = writtenWords(reading);
  const content = words.filter(
    (word) => !fillerNodes.some((f) => f.start <= word.start && f.end >= word.end),
  );
  return {
    cues: new Set(cueNodes.map((node) => node.value)),
    opening: new Set(cueNodes.filter((node) => node.start === opening).map((node) => node.value)),
    places: [
      ...placeNodes(reading, ambiguous.places).map((node) => at(node, node.value)),
      ...bound.map((node) => at(node, { ...node.value, weak: false })),
    ],
    offences: offenceNodes.filter((node) => !node.value.weak).map((node) => at(node, node.value)),
    weakOffences: offenceNodes.filter((node) => node.value.weak).map((node) => at(node, node.value)),
    excluded: {
      offences: exclusions.flatMap((node) => node.value.offences),
      areas: exclusions.flatMap((node) => node.value.areas),
    },
    whens: withHoursOfPart(
      coverOf(reading, 'when')
        .filter((node) => !picksOne(reading, node))
        .flatMap((node) => {
          const when = besidesApart(split, at(node, { when: node.value }));
          return when ? [at(node, { when })] : [];
        }),
    ),
    pieces: [
      ...coverOf(reading, 'slot')
        .filter((node) => !apart(split, node))
        .map((node) => at(node, node.value)),
      ...(split ? [split] : []),
    ],
    split: split !== null,
    numbers: numbersOf(reading),
    hints: Object.fromEntries(Object.entries(hints).filter(([, value]) => value !== undefined)),
    outside: coverOf(reading, 'outside').map((node) => node.value),
    unread: reading.unread.filter(
      (piece) =>
        piece.kind !== 'digits' && !bound.some(({ start, end }) => start <= piece.start && end >= piece.end),
    ),
    contentWords: content.length,
    guessedCues: new Set(
      cueNodes.flatMap(({ value, how }) =>
        how === 'typo' && !cueNodes.some((other) => other.value === value && other.how !== 'typo')
          ? [value]
          : [],
      ),
    ),
    guessed,
    reading,
  };
}

/** "The second one" is no second of the month, and no second. */
function picksOne({ source, wording }: Reading, { start, end }: ChartNode): boolean {
  const picked = wording('ordinalOne').exec(source.text);
  return picked !== null && picked.index >= start && picked.index < end;
}
