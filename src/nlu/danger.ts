import { once } from './chart/scan.js';
import type { Candidate, Intent } from './frame.js';
import type { Cue } from './intent/cue.js';
import type { Evidence } from './intent/evidence.js';
import { TASK_STEPS } from './intent/task-steps.js';
import type { Language } from './language.js';
import { foldedWords } from './text/normalise.js';
import { nowWhen } from './time/whens.js';

/**
 * What a message tells of danger: `told` as something that is happening, `self_harm` of somebody who may take their own
 * life, `possible` by words that may as well be a question.
 */
export type Danger = 'told' | 'self_harm' | 'possible';

/** How a language speaks of danger; phrases parted by `|`. */
export type DangerWords = {
  /** Nobody says these but of himself and his own: "help us", «الحقوني». */
  pleas: string;
  /** These neither, unless they ask for figures or a list: "is on fire", "cases of shooting at". */
  cries: string;
  /** The same in two halves, any of the first before any of the second: "someone is" before "in my house". */
  told: readonly (readonly [string, string])[];
  /** What is dangerous while it happens, as one of them: "a fire", not "fires". */
  events: string;
  /** What says of such a thing that it is happening: "now", "in progress", «قدامي». */
  present: string;
  /** The same, right before its name: "there is a", «فيه». */
  before: string;
  /** The same, where the message begins with it: «في حريق» is "there is a fire", «التحقيق في حريق» is not. */
  opens: string;
  /** Words of whoever wishes to die, or speaks of another who does. */
  selfHarm: string;
  /** Words that belong to danger and to much else. */
  mentions: string;
};

/** A phrase that stands in a message, by the numbers of its words: [from, end). */
type Found = { from: number; end: number };

/** Finds the phrases of many lists at once by their first words: what is looked up is every word of every message. */
function createPhraseFinder() {
  const byFirst = new Map<string, { list: number; words: readonly string[] }[]>();
  let lists = 0;
  return {
    /** Adds a list and gives its number. */
    add(list: string): number {
      for (const phrase of list.split('|')) {
        const words = foldedWords(phrase).split(' ');
        const first = words[0] ?? '';
        if (first === '') continue;
        const known = byFirst.get(first);
        if (known) known.push({ list: lists, words });
        else byFirst.set(first, [{ list: lists, words }]);
      }
      return lists++;
    },
    /** What a text holds of every list that it holds any of, by number. */
    find(said: readonly string[]): ReadonlyMap<number, readonly Found[]> {
      const found = new Map<number, Found[]>();
      for (const [from, first] of said.entries()) {
        for (const { list, words } of byFirst.get(first) ?? NONE) {
          if (!words.every((word, index) => said[from + index] === word)) continue;
          const phrase = { from, end: from + words.length };
          const known = found.get(list);
          if (known) known.push(phrase);
          else found.set(list, [phrase]);
        }
      }
      return found;
    },
  };
}

const NONE: readonly never[] = [];

/** Signs of danger in the words of a message, of all languages together. */
function createSigns(languages: readonly Language[]) {
  const finder = createPhraseFinder();
  const all = (key: Exclude<keyof DangerWords, 'told'>): number =>
    finder.add(languages.map(({ danger }) => danger[key]).join('|'));
  const pleas = all('pleas');
  const cries = all('cries');
  const events = all('events');
  const present = all('present');
  const before = all('before');
  const opens = all('opens');
  const selfHarm = all('selfHarm');
  const mentions = all('mentions');
  const halves = languages.flatMap(({ danger }) =>
    danger.told.map(([first, second]) => [finder.add(first), finder.add(second)] as const),
  );
  return (said: readonly string[]) => {
    const found = finder.find(said);
    const of = (list: number): readonly Found[] => found.get(list) ?? NONE;
    const meet = (phrases: readonly Found[], list: number): boolean =>
      phrases.some(({ end }) => of(list).some(({ from }) => from === end));
    const atStart = said.findIndex((word) => word !== '');
    return {
      pleas: found.has(pleas),
      cries: found.has(cries),
      events: found.has(events),
      mentions: found.has(mentions),
      selfHarm: found.has(selfHarm),
      happening:
        halves.some(([first, second]) => meet(of(first), second)) ||
        meet(of(before), events) ||
        meet(
          of(opens).filter(({ from }) => from === atStart),
          events,
        ),
      present: found.has(present),
    };
  };
}

/** Figures are asked for: "how many fires", "fires by month". */
const COUNTED: readonly Cue[] = [
  'howMany',
  'compare',
  'breakdown',
  'hotspot',
  'forecast',
  'whichArea',
  'briefing',
  'series',
  'taskList',
];

/** The same, or words of other use too: "officer down, send maximum units". */
const FIGURES: readonly Cue[] = [...COUNTED, 'number', 'most', 'least'];

/** Many are asked for: "show cases of shooting", "the latest police reports". */
const COLLECTED: readonly Cue[] = ['recent', 'happened', 'map', 'crime'];

/** What these do with an event that they name is no cry for help: "assign Salem to the fire in Jahra now". */
const ORDERS: ReadonlySet<Intent> = new Set<Intent>([
  'task_assign',
  'task_list',
  ...TASK_STEPS,
  'alert_ack',
  'subscribe',
  'unsubscribe',
  'feedback',
  'undo',
]);

/** Intents whose message may be a few words of somebody in danger. */
const UNDECIDED: ReadonlySet<Intent> = new Set<Intent>([
  'out_of_scope',
  'clarify',
  'help',
  'count',
  'list_recent',
  'area_profile',
  'near_me',
]);

/** A list is asked for, which nobody in danger does. */
const LISTED: readonly Cue[] = [
  'recent',
  'happened',
  'anything',
  'map',
  'profile',
  'nearMe',
  'show',
  'alert',
];

/** Questions that nobody asks of one fire: where they are, whether they grow. */
const OF_MANY: ReadonlySet<Intent> = new Set<Intent>([
  'hotspots',
  'trend',
  'forecast',
  'top_areas',
  'compare',
]);

/** Such a question, an order to a named person or about a numbered task; "send a patrol, there is a fight" is a call for help. */
const asksOrOrders = ({ intent, slots }: Candidate): boolean =>
  OF_MANY.has(intent) || (ORDERS.has(intent) && !(intent === 'task_assign' && slots.assignee === undefined));

/** Figures of a stretch of time, or of many: nobody counts while it burns. */
const asksFigure = ({ cues, whens }: Evidence): boolean =>
  FIGURES.some((cue) => cues.has(cue)) || whens.some(({ when }) => when !== nowWhen && when.kind !== 'clock');

/**
 * Tells messages of danger, by whole phrases.
 *
 * @returns what a message with this evidence, otherwise read as this, tells; null when it tells of none.
 */
export function createDanger(
  languages: readonly Language[],
): (evidence: Evidence, meant: Candidate) => Danger | null {
  const signsOf = once(() => createSigns(languages));
  return (evidence, meant) => {
    const { cues, reading } = evidence;
    const { source, spoken } = reading;
    const signs = (spoken === '' ? [source.text] : [source.text, spoken]).map((text) =>
      signsOf()(text.split(NO_WORD)),
    );
    const any = (...names: (keyof (typeof signs)[number])[]): boolean =>
      signs.some((one) => names.some((name) => one[name]));
    const counts = COUNTED.some((cue) => cues.has(cue));
    const collects = counts || COLLECTED.some((cue) => cues.has(cue));
    const asks = /[?؟]/u.test(source.text) || cues.has('anything');
    // «أبي» is "show me", and "I need".
    const shows = cues.has('show') && meant.intent === 'list_recent';
    const listed = collects || shows;
    if (any('selfHarm')) return listed ? null : 'self_harm';
    if (any('pleas') && !counts) return 'told';
    const elsewhere = asks || listed || asksOrOrders(meant);
    if (any('cries') && !elsewhere) return 'told';
    if (asksFigure(evidence)) return null;
    const happens = any('happening') || (any('events') && any('present'));
    if (happens && !elsewhere) return 'told';
    const lists = meant.intent !== 'out_of_scope' && LISTED.some((cue) => cues.has(cue));
    const mentioned = UNDECIDED.has(meant.intent) && !asks && !lists;
    return mentioned && any('events', 'mentions', 'cries') ? 'possible' : null;
  };
}

/** All that folding leaves of a text besides letters and digits. */
const NO_WORD = /[\s.,;?%*\-/:#@+~&()=<>]+/;
