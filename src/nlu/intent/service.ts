import { takesTwoSteps } from '../slots/numbered-steps.js';
import { ordersTwo } from '../slots/second-order.js';
import { excused } from './excuse.js';
import { aboutMessages, type Facts, says, type Wish } from './facts.js';
import { givesFeedback, onlyPraises } from './feedback.js';
import { idsSaid } from './fill-acts.js';

/** Wishes about the bot itself that come before all others, and what is declined whatever else is said. Most telling first: the first line that holds decides. */
export const FIRST_WISHES: readonly Wish[] = [
  { intent: 'out_of_scope', when: (f) => f.cue('destructive') && !f.cue('undo', 'alert', 'unsubscribe') },
  // "Thefts by Egyptians": the count of all thefts would be read as an answer about them.
  {
    intent: 'out_of_scope',
    when: (f) => f.cue('kindOfPeople') && (f.offence || f.crime || f.cue('howMany')),
  },
  {
    intent: 'out_of_scope',
    when: (f) => f.cue('personal') && (!f.offence || says(f, 'aboutPerson')),
  },
  {
    intent: 'out_of_scope',
    when: (f) => (f.cue('assign') || f.opens('order')) && ordersTwo(f.evidence.reading),
  },
  {
    intent: 'out_of_scope',
    when: (f) =>
      !f.cue('assign', 'report') && !f.offence && takesTwoSteps(f.evidence.reading, idsSaid(f.evidence)),
  },
  { intent: 'feedback', when: (f) => givesFeedback(f.evidence.reading) && !f.cue('howMany', 'compare') },
  {
    intent: 'thanks',
    when: (f) => f.opens('thanks') && f.cue('feedback') && f.empty && onlyPraises(f.evidence.reading),
  },
  {
    intent: 'out_of_scope',
    when: (f) =>
      f.evidence.outside.length > 0 &&
      !f.offence &&
      !f.crime &&
      !f.cue('task', 'hotspot', 'assign') &&
      !excused(f.evidence),
  },
  { intent: 'help', when: (f) => f.cue('help') && says(f, 'howTo') && !f.place },
  { intent: 'greeting', when: (f) => f.opens('greeting') && f.short(2) && greetingOnly(f) },
  {
    intent: 'set_language',
    when: (f) =>
      f.evidence.hints.language !== undefined && f.empty && (f.cue('language') || plainLanguage(f)),
  },
  {
    intent: 'set_language',
    when: (f) => f.cue('language') && f.empty && f.evidence.pieces.length === 0 && says(f, 'languageNoun'),
  },
  { intent: 'undo', when: (f) => f.cue('undo') && !f.offence && !f.place && f.short(8) },
  {
    intent: 'out_of_scope',
    when: (f) =>
      f.place && !f.offence && !f.crime && !f.cue('task', 'alert', 'hotspot') && says(f, 'openingHours'),
  },
  // A task is not cancelled by message; see the reason `task_change`.
  {
    intent: 'out_of_scope',
    when: (f) => f.cue('cancel') && f.opens('cancel') && f.cue('taskList', 'task') && !aboutMessages(f),
  },
];

/** Wishes about the bot itself, and courtesies, in a message that asks for nothing else. Most telling first: the first line that holds decides. */
export const LAST_WISHES: readonly Wish[] = [
  { intent: 'whoami', when: (f) => f.cue('whoami') && f.empty },
  { intent: 'feedback', when: (f) => f.cue('feedback') && f.empty },
  { intent: 'status', when: (f) => f.cue('status') && f.empty },
  { intent: 'set_language', when: (f) => f.cue('language') && f.evidence.hints.language !== undefined },
  { intent: 'thanks', when: (f) => f.cue('thanks') && f.empty },
  { intent: 'help', when: (f) => f.cue('help') && f.empty },
  {
    intent: 'cancel',
    when: (f) => f.cue('cancel') && f.empty && (f.short(4) || (f.short(8) && f.evidence.unread.length === 0)),
  },
  { intent: 'greeting', when: (f) => (f.cue('greeting') && f.empty) || onlyGreets(f) },
  { intent: 'area_profile', when: (f) => f.place && f.short(4) },
];

/** "Salam" is a district too; by itself or before a name for the reader it greets. */
const greetingOnly = (f: Facts): boolean =>
  !f.offence &&
  !f.when &&
  !f.crime &&
  f.evidence.places.every(({ weak, end }) => weak && end <= greetingEnd(f)) &&
  f.evidence.pieces.length === 0 &&
  f.evidence.numbers.length === 0;

/** "Morning!": a time of day that is all there is. */
const onlyGreets = ({ evidence: { reading } }: Facts): boolean => {
  const words = reading.pieces.filter(({ kind }) => kind !== 'mark');
  return reading.nodes.some(
    (node) =>
      node.symbol === 'cue' &&
      node.value === 'greeting' &&
      node.start === words[0]?.start &&
      node.end === words.at(-1)?.end,
  );
};

const greetingEnd = (f: Facts): number =>
  Math.max(
    0,
    ...f.evidence.reading.nodes
      .filter((node) => node.symbol === 'cue' && node.value === 'greeting')
      .map(({ end }) => end),
  );

/** One of our languages named without a verb of speaking. */
const plainLanguage = (f: Facts): boolean =>
  f.evidence.hints.language !== 'other' && f.evidence.unread.length <= 1 && f.short(5);
