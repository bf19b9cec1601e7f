import { type AssignForm, readAssignPayload } from '../domain/assign-form.js';
import type { Inbound, Reply, Text } from '../domain/message.js';
import { listOf, number, say, text as textOf, verbatim } from '../domain/reply.js';
import { UNDO_MINUTES } from '../domain/task.js';
import {
  type Candidate,
  type DialogueMemory,
  EMPTY_MEMORY,
  type Frame,
  type Intent,
  type ParseResult,
  type Slots,
} from '../nlu/frame.js';
import type { ReplyWord } from '../nlu/reply-words.js';
import type { Runtime } from '../runtime.js';
import type { Heard } from './answer.js';
import { readButton } from './buttons.js';
import { clarifyReply } from './clarify.js';
import { dangerReply, possibleDanger } from './danger.js';
import { endedTalk, followUp } from './follow-up.js';
import { DIALOGUE_MINUTES, type Memory } from './memory.js';

/** What a message was taken to mean. */
export type Understood = {
  frame: Frame;
  dialogue: DialogueMemory;
  /** Set when nothing is left to run. */
  answer: Reply | null;
  confirmed: boolean;
  /** The answer is wanted in few lines. */
  shorter: boolean;
  /** Said before the answer. */
  remark: Text | null;
};

/** Reads a message: a pressed button, a shared pin, a yes to a question, or words. */
export function understand(runtime: Pick<Runtime, 'knowledge'>, heard: Heard, memory: Memory): Understood {
  const { message: inbound } = heard.stored;
  const form = inbound.button === null ? null : readAssignPayload(inbound.button);
  if (form) return filledIn(runtime, heard, memory, form);
  const pressed = inbound.button === null ? null : readButton(inbound.button);
  if (pressed?.kind === 'action') return asked(pressed.candidate, memory);
  if (pressed?.kind === 'choice') return chosen(pressed.index, memory);
  if (pressed?.kind === 'answer' && pressed.question !== memory.unconfirmed?.question) {
    return closed(memory, say('commands.clarify.expired'));
  }
  if (pressed?.kind === 'answer') return confirmed(pressed.yes, memory);
  if (pressed?.kind === 'text') return words(runtime, heard, memory, pressed.text);
  const text = inbound.text.trim();
  const short = replied(runtime.knowledge.parser.replyWord(text), memory, heard.now);
  if (short) return short;
  if (text === '' && inbound.location) return asked({ intent: 'near_me', slots: {} }, memory);
  if (text === '' && inbound.button !== null) return closed(memory, say('commands.clarify.expired'));
  if (text === '') return wordless(inbound, memory);
  return words(runtime, heard, memory, text);
}

const certain = ({ intent, slots }: Candidate): Frame => ({
  lang: 'en',
  intent,
  slots,
  confidence: 1,
  candidates: [],
  guessed: [],
  trace: [],
});

function asked(candidate: Candidate, memory: Memory): Understood {
  const dialogue = { ...memory.dialogue, last: candidate, pending: null };
  return { frame: certain(candidate), dialogue, answer: null, confirmed: true, shorter: false, remark: null };
}

/** A yes or no to the bot's question, or a word about its answer; null when there is nothing that it could be about. */
function replied(word: ReplyWord | null, memory: Memory, now: Date): Understood | null {
  if (word === null) return null;
  if (word === 'yes' || word === 'no') {
    if (memory.unconfirmed) return confirmed(word === 'yes', memory);
    if (word === 'no' && justDone(memory, now)) return undoOffered(memory);
    return memory.ended?.unconfirmed ? closed(memory, say('commands.clarify.expired')) : null;
  }
  const next = followUp(word, memory);
  if (!next) return memory.ended?.dialogue.last ? closed(memory, endedTalk()) : null;
  if (next.kind === 'answer') return closed(memory, next.reply);
  return { ...asked(next.candidate, memory), shorter: next.shorter };
}

/** An order was carried out right before, and may still be taken back. */
const justDone = ({ acted, undo }: Memory, now: Date): boolean =>
  acted !== null && undo !== null && now.getTime() - new Date(undo.at).getTime() <= UNDO_MINUTES * 60_000;

/** "No" to what was just done: it is taken back after a yes. */
const undoOffered = ({ dialogue }: Memory): Understood => ({
  frame: { ...certain({ intent: 'undo', slots: {} }), guessed: ['intent'] },
  dialogue: { ...dialogue, pending: null },
  answer: null,
  confirmed: false,
  shorter: false,
  remark: null,
});

/** A filled-in form says who and what by itself; its place and due time are read like words. */
function filledIn(
  runtime: Pick<Runtime, 'knowledge'>,
  heard: Heard,
  memory: Memory,
  form: AssignForm,
): Understood {
  const read = (text: string) => parsed(runtime, heard, EMPTY_MEMORY, text).frame.slots;
  const { due, priority } = read(heard.stored.message.text);
  const { areas, governorate } = form.place.trim() === '' ? {} : read(form.place);
  const slots: Slots = {
    assignee: form.officer,
    task_text: form.task,
    ...(areas && { areas }),
    ...(governorate && { governorate }),
    ...(due && { due }),
    ...(priority && { priority }),
  };
  return asked({ intent: 'task_assign', slots }, memory);
}

function chosen(index: number, memory: Memory): Understood {
  const { pending } = memory.dialogue;
  // A button of an older question must not fill in what a newer one asks for.
  const candidate = pending?.slot === 'choice' ? pending.choices[index - 1] : undefined;
  if (candidate) return asked(candidate, memory);
  return closed(memory, say('commands.clarify.expired'));
}

function confirmed(yes: boolean, memory: Memory): Understood {
  if (!memory.unconfirmed) return closed(memory, say('commands.clarify.expired'));
  return yes ? asked(memory.unconfirmed, memory) : closed(memory, say('commands.confirm.dropped'));
}

function closed(memory: Memory, answer: Reply): Understood {
  const frame = certain({ intent: 'cancel', slots: {} });
  const dialogue = { ...memory.dialogue, pending: null };
  return { frame, dialogue, answer, confirmed: true, shorter: false, remark: null };
}

/** Voice notes, stickers, pictures: said kindly that they cannot be read. */
function wordless({ media }: Inbound, memory: Memory): Understood {
  return closed(memory, say(media.length > 0 ? 'commands.wordless.media' : 'commands.wordless.empty'));
}

function words(runtime: Pick<Runtime, 'knowledge'>, heard: Heard, memory: Memory, text: string): Understood {
  const { frame, memory: dialogue } = parsed(runtime, heard, memory.dialogue, text);
  if (frame.danger === 'told' || frame.danger === 'self_harm') {
    return { ...closed(memory, dangerReply(frame.danger)), frame };
  }
  const leans = leansOnEnded(runtime, heard, memory, { text, frame });
  if (leans && UNREADABLE_ALONE.has(frame.intent)) return closed(memory, endedTalk());
  const remark = leans
    ? textOf('commands.follow_up.read_anew', { minutes: number(DIALOGUE_MINUTES) }, DIALOGUE_MINUTES)
    : frame.danger === 'possible' && frame.intent !== 'out_of_scope'
      ? possibleDanger
      : frame.leftOut
        ? textOf('commands.follow_up.left_out', { words: listOf(frame.leftOut.map(verbatim)) })
        : null;
  const answer = frame.intent === 'clarify' ? clarifyReply(frame) : null;
  return { frame, dialogue, answer, confirmed: false, shorter: false, remark };
}

const UNREADABLE_ALONE: ReadonlySet<Intent> = new Set<Intent>(['out_of_scope', 'clarify', 'cancel']);

/** True for a message that would have meant something else while the talk before it was still remembered. */
function leansOnEnded(
  runtime: Pick<Runtime, 'knowledge'>,
  heard: Heard,
  { ended }: Memory,
  alone: { text: string; frame: Frame },
): boolean {
  if (!ended?.dialogue.last) return false;
  const then = parsed(runtime, heard, ended.dialogue, alone.text).frame;
  const meaning = ({ intent, slots }: Frame) => JSON.stringify([intent, slots]);
  return !UNREADABLE_ALONE.has(then.intent) && meaning(then) !== meaning(alone.frame);
}

function parsed(
  { knowledge }: Pick<Runtime, 'knowledge'>,
  { stored, sender, now }: Heard,
  memory: DialogueMemory,
  text: string,
): ParseResult {
  const { locale, role } = sender.user;
  return knowledge.parser.parse({
    text,
    ...(locale === 'en' || locale === 'ar' ? { lang: locale } : {}),
    now,
    channel: stored.message.channel,
    role,
    memory,
  });
}
