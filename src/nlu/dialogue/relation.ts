import type { Candidate, Intent } from '../frame.js';
import { type Evidence, numbered } from '../intent/evidence.js';
import { says } from '../text/says.js';
import { bareNumber, renames } from './answer.js';
import {
  continues,
  fragment,
  isForeign,
  isQuestion,
  levelOnly,
  limits,
  looseFragment,
  NUMBERED,
  narrowsTasks,
  OPEN_ENDED,
  onlyPart,
  pointsBack,
  sameElsewhere,
  type Turn,
  takesBack,
  takesNumber,
  turnOf,
  turns,
} from './turn.js';
import { asksForPart, asksWhere } from './words.js';

/** What a new message has to do with the talk before it: nothing, a change of the last command, a yes, or its end. */
export type Relation = 'new' | 'refine' | 'confirm' | 'stop';

type Rule = { because: string; relation: Relation; when: (turn: Turn) => boolean };

/** Whether a message continues the last one; the first rule that holds decides, and none makes it new. */
const RULES: readonly Rule[] = [
  {
    because: 'it takes back a part: "any type", «شيل القطعة»',
    relation: 'refine',
    when: (t) =>
      isQuestion(t.last) &&
      (t.follows || t.commands.every((cue) => cue === 'unsubscribe')) &&
      takesBack(t.evidence),
  },
  {
    because: 'the weather is no question of ours because one of ours came before it',
    relation: 'new',
    when: (t) => isForeign(t.evidence, t.last),
  },
  {
    because: 'a step of a task or an alert with its number is complete: "done 12"',
    relation: 'new',
    when: (t) => t.wish !== null && NUMBERED.has(t.wish) && numbered(t.evidence),
  },
  {
    because: 'it thanks, and no more: "ok thanks, that is all"',
    relation: 'new',
    when: (t) => t.wish === 'thanks' && t.parts + t.evidence.numbers.length === 0,
  },
  {
    because: 'it calls the answer wrong: «هالرقم غلط»',
    relation: 'new',
    when: (t) => t.wish === 'feedback' && t.parts === 0 && (!t.asked || t.evidence.contentWords > 1),
  },
  {
    because: 'it asks for the alerts and names nothing else, whatever "show" went on from: "show alerts"',
    relation: 'new',
    when: (t) => t.wish === 'alert_list' && t.parts === 0 && !t.asked && t.last.intent !== 'alert_list',
  },
  {
    because: 'it says yes to the question, and no more',
    relation: 'confirm',
    when: (t) => t.asked && t.evidence.cues.has('yes') && t.parts === 0 && t.evidence.contentWords <= 2,
  },
  {
    because: 'it names the level of the place: "the whole governorate"',
    relation: 'refine',
    when: (t) => levelOnly(t.evidence, t.last),
  },
  {
    because: 'it narrows a list of tasks: "only the done ones"',
    relation: 'refine',
    when: (t) => narrowsTasks(t.evidence, t.last),
  },
  {
    because: 'it asks where that was',
    relation: 'refine',
    when: (t) => isQuestion(t.last) && asksWhere(t.evidence.reading),
  },
  {
    because: 'it asks for a part of what was asked about: «كم منها بالليل»',
    relation: 'refine',
    when: (t) => isQuestion(t.last) && asksForPart(t.evidence.reading) && t.evidence.places.length === 0,
  },
  {
    because: 'it refuses to answer',
    relation: 'stop',
    when: (t) =>
      t.asked &&
      t.wish !== 'undo' &&
      (t.evidence.cues.has('cancel') || t.evidence.cues.has('no')) &&
      t.parts + t.evidence.numbers.length === 0 &&
      t.evidence.unread.length === 0,
  },
  {
    because: 'it says which messages, when that was asked: «الموجز»',
    relation: 'refine',
    when: (t) =>
      t.asked &&
      (t.last.intent === 'subscribe' || t.last.intent === 'unsubscribe') &&
      t.evidence.hints.topic !== undefined &&
      t.evidence.contentWords <= 2,
  },
  {
    because: 'it asks the same of another place: "how many in Jahra?"',
    relation: 'refine',
    when: (t) => sameElsewhere(t),
  },
  {
    because: 'it says who shall do it, when that was asked: "Lulwa can take it"',
    relation: 'refine',
    when: (t) => t.asked && t.last.intent === 'task_assign' && says(t.evidence.reading, 'takesIt'),
  },
  {
    because: 'it has a command of its own and does not lean on the last one',
    relation: 'new',
    when: (t) => t.commands.length > 0 && !continues(t),
  },
  {
    because: 'a few words after a question answer it',
    relation: 'refine',
    when: (t) => t.asked && t.evidence.contentWords <= 4,
  },
  {
    because: 'it names another person: "and for Khaled?", «لا خلها لفهد»',
    relation: 'refine',
    when: (t) => t.follows && t.parts === 0 && renames(t.evidence, t.last) !== null,
  },
  {
    because: 'it says how many of them: "show me the last 5"',
    relation: 'refine',
    when: (t) => limits(t.evidence, t.last),
  },
  {
    because: 'it is a number after a list of so many: «عشرة»',
    relation: 'refine',
    when: (t) =>
      t.last.slots.limit !== undefined &&
      t.parts === 0 &&
      t.evidence.contentWords <= 1 &&
      bareNumber(t.evidence) !== null,
  },
  {
    because: 'a ranking of places asks about all of them, not about the place asked about before',
    relation: 'new',
    when: (t) => t.wish === 'top_areas' && !t.follows && t.parts > 0,
  },
  {
    because: 'after a command that takes no more parts only a number can change it',
    relation: 'refine',
    when: (t) => !OPEN_ENDED.has(t.last.intent) && t.follows && t.evidence.numbers.length > 0,
  },
  {
    because: 'a command that takes no more parts is over',
    relation: 'new',
    when: (t) => !OPEN_ENDED.has(t.last.intent),
  },
  {
    because: 'its words only turn the question another way: "on a map", «زادت ولا قلت؟»',
    relation: 'refine',
    when: (t) => turns(t),
  },
  {
    because: 'it goes on and fills something, or only goes on',
    relation: 'refine',
    when: (t) =>
      t.follows &&
      (t.parts > 0 ||
        (takesNumber(t.last) && bareNumber(t.evidence) !== null) ||
        t.evidence.contentWords === 0),
  },
  {
    because: 'it points back: "list them"',
    relation: 'refine',
    when: (t) => pointsBack(t.evidence),
  },
  { because: 'it goes on with words that mean nothing to us', relation: 'new', when: (t) => t.follows },
  {
    because: 'it is a fragment that only fills slots',
    relation: 'refine',
    when: (t) => fragment(t.evidence, t.last.intent, t.parts),
  },
  {
    because: 'of a few words that ask for nothing else one fills a slot of the question: "wider, 4 km"',
    relation: 'refine',
    when: (t) => isQuestion(t.last) && looseFragment(t),
  },
  {
    because: 'it wants a part of what was asked about and no more: «ابي المخدرات بس»',
    relation: 'refine',
    when: (t) => isQuestion(t.last) && onlyPart(t),
  },
];

/**
 * Whether a message continues the last one.
 *
 * @param asked the bot's last line was a question, so a fragment is its answer.
 * @param wish what the message would ask for if it stood alone.
 */
export function relate(
  evidence: Evidence,
  last: Candidate | null,
  asked: boolean,
  wish: Intent | null,
): Relation {
  if (!last || last.intent === 'out_of_scope') return 'new';
  const turn = turnOf(evidence, last, asked, wish);
  return RULES.find(({ when }) => when(turn))?.relation ?? 'new';
}
