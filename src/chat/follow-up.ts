import { commandFor } from '../commands/index.js';
import { more } from '../commands/paging.js';
import { titleOf } from '../commands/query.js';
import type { Block, Reply } from '../domain/message.js';
import {
  bullets,
  heading,
  line,
  listOf,
  number,
  period,
  phrase,
  reply,
  say,
  text,
  verbatim,
} from '../domain/reply.js';
import type { Candidate } from '../nlu/frame.js';
import type { ReplyWord } from '../nlu/reply-words.js';
import { DIALOGUE_MINUTES, type Memory, type ReadingNote } from './memory.js';

/** What a word about the last answer leads to: an answer at once, or the last question again, whole or shortened. */
export type FollowUp =
  | { kind: 'answer'; reply: Reply }
  | { kind: 'ask'; candidate: Candidate; shorter: boolean };

/** "More", "short", "why?" after an answer. Null when nothing was asked before, or the word is a yes or a no. */
export function followUp(word: ReplyWord, { dialogue, reading, acted }: Memory): FollowUp | null {
  const last = dialogue.last ?? acted;
  if (!last) return null;
  switch (word) {
    case 'explain':
      return { kind: 'answer', reply: explained(last, reading) };
    case 'more': {
      const next = more(last);
      return next
        ? { kind: 'ask', candidate: next, shorter: false }
        : { kind: 'answer', reply: say('commands.follow_up.no_more') };
    }
    case 'shorter':
      // What has been done must not be done again to be said in fewer words.
      return commandFor(last.intent).acts
        ? { kind: 'answer', reply: say('commands.follow_up.no_shorter') }
        : { kind: 'ask', candidate: last, shorter: true };
    default:
      return null;
  }
}

/** Said to a word that leans on a talk which ended by itself. */
export const endedTalk = (): Reply =>
  say('commands.follow_up.ended', { minutes: number(DIALOGUE_MINUTES) }, DIALOGUE_MINUTES);

const SHORT_LIST = 3;

/** An answer in few lines: its headline, the first entries of its lists, and the small print that every figure carries. */
export function shortened({ blocks, short }: Reply): Reply {
  const [headline] = blocks.filter(({ kind }) => kind === 'heading' || kind === 'text');
  const kept = blocks.flatMap((block): Block[] => {
    if (block === headline) return [block];
    if (block.kind === 'list') return [{ ...block, items: block.items.slice(0, SHORT_LIST) }];
    return block.kind === 'note' && (block.rank ?? 0) === 0 ? [block] : [];
  });
  return reply(kept, short);
}

/** How the last question was read: "why did you understand this?". */
function explained({ intent, slots }: Candidate, reading: ReadingNote | null): Reply {
  const quoted = (words: readonly string[]) => listOf(words.map(verbatim));
  const kept = reading?.inherited ?? [];
  const keptParts = kept.filter((slot) => NAMED_SLOTS.has(slot));
  const lines = [
    text('commands.explain.wish', { intent: phrase(text(`intents.${intent}`)) }),
    text('commands.explain.about', { title: titleOf(slots) }),
    slots.period
      ? text(`commands.explain.${kept.includes('period') ? 'period_kept' : 'period'}`, {
          period: period({ from: new Date(slots.period.from), to: new Date(slots.period.to) }),
        })
      : text('commands.explain.no_period'),
    ...(reading && reading.words.length > 0
      ? [text('commands.explain.words', { words: quoted(reading.words) })]
      : []),
    ...(reading && reading.guessed.length > 0
      ? [
          text('commands.explain.guessed', {
            parts: listOf(
              reading.guessed.map((slot) => phrase(text(`commands.explain.slot.${namedSlot(slot)}`))),
            ),
          }),
        ]
      : []),
    ...(keptParts.length > 0
      ? [
          text('commands.explain.kept', {
            parts: listOf(keptParts.map((slot) => phrase(text(`commands.explain.slot.${slot}`)))),
          }),
        ]
      : []),
  ];
  return reply([
    heading(text('commands.explain.heading')),
    bullets(lines),
    line(text('commands.explain.correct')),
  ]);
}

const NAMED_SLOTS: ReadonlySet<string> = new Set([
  'offence',
  'areas',
  'governorate',
  'period',
  'due',
  'assignee',
]);

const namedSlot = (slot: string): string => (NAMED_SLOTS.has(slot) ? slot : 'other');
