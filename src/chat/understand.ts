import type { Inbound, Reply } from '../domain/message.js';
import { say } from '../domain/reply.js';
import { type Candidate, type DialogueMemory, EMPTY_MEMORY, type Frame } from '../nlu/frame.js';
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
  const pressed = inbound.button === null ? null : readButton(inbound.button);
  if (pressed?.kind === 'action') return asked(pressed.candidate, memory);
  if (pressed?.kind === 'choice') return chosen(pressed.index, memory);
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

function words(
  runtime: Pick<Runtime, 'knowledge'>,
  { stored, sender, now }: Heard,
  memory: Memory,
  text: string,
): Understood {
  const { frame, memory: dialogue } = runtime.knowledge.parser.parse({
    text,
    ...(sender.user.locale === 'en' || sender.user.locale === 'ar' ? { lang: sender.user.locale } : {}),
    now,
    channel: stored.message.channel,
    role: sender.user.role,
    memory: memory.dialogue ?? EMPTY_MEMORY,
  });
  const answer = frame.intent === 'clarify' ? clarifyReply(frame) : null;
  return { frame, dialogue, answer, confirmed: false };
}

const YES = /^(yes|y|ok|okay|confirm|sure|نعم|اي|إي|ايه|أكيد|اكيد|تمام|موافق)[.! ]*$/iu;
const NO = /^(no|n|nope|لا|لأ|مو|خلاص|بطل|بطّل)[.! ]*$/iu;

function yesOrNo(text: string): boolean | null {
  if (YES.test(text.trim())) return true;
  return NO.test(text.trim()) ? false : null;
}
