import { type AssignForm, readAssignPayload } from '../domain/assign-form.js';
import type { Inbound, Reply } from '../domain/message.js';
import { say } from '../domain/reply.js';
import {
  type Candidate,
  type DialogueMemory,
  EMPTY_MEMORY,
  type Frame,
  type ParseResult,
  type Slots,
} from '../nlu/frame.js';
import type { Runtime } from '../runtime.js';
import type { StoredInbound } from '../store/inbound.js';
import { readButton } from './buttons.js';
import { clarifyReply } from './clarify.js';
import type { Sender } from './identify.js';
import type { Memory } from './memory.js';

/** What a message was taken to mean. `answer` is set when nothing is left to run. */
export type Understood = { frame: Frame; dialogue: DialogueMemory; answer: Reply | null; confirmed: boolean };

type Heard = { stored: Pick<StoredInbound, 'message'>; sender: Sender; now: Date };

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
  const yes = pressed?.kind === 'answer' ? pressed.yes : memory.unconfirmed ? yesOrNo(inbound.text) : null;
  if (yes !== null) return confirmed(yes, memory);
  if (pressed?.kind === 'text') return words(runtime, heard, memory, pressed.text);
  const text = inbound.text.trim();
  if (text === '' && inbound.location) return asked({ intent: 'near_me', slots: {} }, memory);
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
  return { frame: certain(candidate), dialogue, answer: null, confirmed: true };
}

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
  const candidate = memory.dialogue.pending?.choices[index - 1];
  if (candidate) return asked(candidate, memory);
  return closed(memory, say('commands.clarify.expired'));
}

function confirmed(yes: boolean, memory: Memory): Understood {
  if (!memory.unconfirmed) return closed(memory, say('commands.clarify.expired'));
  return yes ? asked(memory.unconfirmed, memory) : closed(memory, say('commands.confirm.dropped'));
}

function closed(memory: Memory, answer: Reply): Understood {
  const frame = certain({ intent: 'cancel', slots: {} });
  return { frame, dialogue: { ...memory.dialogue, pending: null }, answer, confirmed: true };
}

/** Voice notes, stickers, pictures: said kindly that they cannot be read. */
function wordless({ media }: Inbound, memory: Memory): Understood {
  return closed(memory, say(media.length > 0 ? 'commands.wordless.media' : 'commands.wordless.empty'));
}

function words(runtime: Pick<Runtime, 'knowledge'>, heard: Heard, memory: Memory, text: string): Understood {
  const { frame, memory: dialogue } = parsed(runtime, heard, memory.dialogue, text);
  const answer = frame.intent === 'clarify' ? clarifyReply(frame) : null;
  return { frame, dialogue, answer, confirmed: false };
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

const YES = /^(yes|y|ok|okay|confirm|sure|نعم|اي|إي|ايه|أكيد|اكيد|تمام|موافق)[.! ]*$/iu;
const NO = /^(no|n|nope|لا|لأ|مو|خلاص|بطل|بطّل)[.! ]*$/iu;

function yesOrNo(text: string): boolean | null {
  if (YES.test(text.trim())) return true;
  return NO.test(text.trim()) ? false : null;
}
