import type { Asked, Outcome } from '../commands/command.js';
import { commandFor } from '../commands/index.js';
import { instructionIn, remarkIn } from '../commands/instruction.js';
import { recordedAreas } from '../commands/query.js';
import { can } from '../domain/access.js';
import { AppError, asAppError } from '../domain/errors.js';
import type { Reply } from '../domain/message.js';
import { localTime } from '../domain/period.js';
import { line, say } from '../domain/reply.js';
import { DEFAULT_LOCALE, type Locale } from '../domain/user.js';
import type { Candidate, DialogueMemory, Frame, Slots } from '../nlu/frame.js';
import { TASK_STEPS } from '../nlu/intent/task-steps.js';
import type { Runtime } from '../runtime.js';
import { audit } from '../store/audit.js';
import { noteUnknownSender } from '../store/conversations.js';
import { type Db, inTransaction, isConnectionTrouble, type Tx } from '../store/database.js';
import { touchInbound } from '../store/identities.js';
import { closeInbound, type InboundEnd, loadInbound, type StoredInbound } from '../store/inbound.js';
import { type Heard, localeFor, postAnswer, scriptOf } from './answer.js';
import { answeredCarrier } from './carrier.js';
import { confirmationFor } from './confirm.js';
import { shortened } from './follow-up.js';
import { lateOrder, turnedAway, withLateNote } from './guard.js';
import { identify } from './identify.js';
import {
  type Memory,
  NOTHING,
  type ReadingNote,
  type Remembered,
  recall,
  remember,
  type Unconfirmed,
} from './memory.js';
import { refusalOf } from './refusal.js';
import { answeredTrace } from './trace.js';
import { type Understood, understand } from './understand.js';

type ChatRuntime = Omit<Runtime, 'fetch'>;

/** What a message came to: the answer, and what to remember of it. */
type Answer = { reply: Reply; frame: Frame; memory: Omit<Remembered, 'language'> };

/**
 * Answers one stored message: identify -> parse -> authorise -> audit -> command -> outbox, where the command's effects,
 * its answer and "handled" are one transaction. Working on the same message again does nothing.
 *
 * @throws AppError `database_unavailable` when the database is lost; the job is then tried again.
 */
export async function handleInbound(runtime: ChatRuntime, inboundId: number): Promise<void> {
  const stored = await loadInbound(runtime.db, inboundId);
  if (stored?.state !== 'received') return;
  const sender = await identify(runtime.db, stored.message);
  if (!sender) return refuseStranger(runtime, stored);
  const talk: Talk = { runtime, stored, sender, memory: NOTHING, now: runtime.clock.now() };
  // A STOP over which we stumble is tried again: to apologise for it would be to go on writing.
  if (await answeredCarrier(runtime, talk)) return;
  try {
    if (await turnedAway(runtime, talk)) return;
    if (await answeredTrace(runtime, talk)) return;
    talk.memory = await recall(runtime.db, sender.user.id, stored.message.channel, talk.now);
    await answer(talk);
  } catch (error) {
    // The other worker's answer stands.
    if (error instanceof AnsweredElsewhere) return;
    if (isConnectionTrouble(error) || (error instanceof AppError && error.code === 'database_unavailable'))
      throw error;
    await apologise(talk, error);
  }
}

type Talk = Heard & { runtime: ChatRuntime; memory: Memory };

/** The reader's language: the one they chose, else the one they write in, else the one they wrote in before. */
function localeOf({ sender, memory, stored }: Talk, frame: Frame | null): Locale {
  const written = writtenIn(frame, stored.message.text) ?? scriptOf(stored.message.text);
  return sender.user.locale ?? written ?? memory.language ?? DEFAULT_LOCALE;
}

/** The language of a message that was read as words; a button, a pin or a thumb has none. */
function writtenIn(frame: Frame | null, text: string): Locale | null {
  if (frame === null || frame.trace.length === 0 || scriptOf(text) === null) return null;
  return frame.lang === 'en' ? 'en' : 'ar';
}

async function answer(talk: Talk): Promise<void> {
  const { runtime, stored, sender, memory, now } = talk;
  const { message: inbound } = stored;
  const understood = understand(runtime, talk, memory);
  await auditUnderstood(runtime.db, talk, understood.frame);
  await inTransaction(runtime.db, async (tx) => {
    const result = await decide(talk, tx, understood, memory);
    await remember(
      tx,
      { userId: sender.user.id, channel: inbound.channel, now },
      { ...result.memory, language: writtenIn(result.frame, inbound.text) ?? memory.language },
      inbound.location,
    );
    await settle(talk, tx, result.reply, result.frame);
  });
}

/** What was asked is on record before any data are read. */
function auditUnderstood(db: Db, { sender, stored, now }: Talk, { intent, slots }: Frame): Promise<void> {
  return audit(db, {
    at: now,
    userId: sender.user.id,
    channel: stored.message.channel,
    action: commandFor(intent).action,
    requestId: `inbound:${stored.id}`,
    // Feedback is worth its words, and outlives the message: whoever reads it later needs them as they were.
    detail: { intent, slots, ...(intent === 'feedback' && { text: stored.message.text }) },
  });
}

async function decide(talk: Talk, tx: Tx, understood: Understood, memory: Memory): Promise<Answer> {
  const { frame, dialogue } = understood;
  const reading = frame.trace.length > 0 ? readingOf(frame) : memory.reading;
  const acted = frame.trace.length > 0 ? null : memory.acted;
  const kept = { dialogue, unconfirmed: null, reading, undo: memory.undo, acted };
  if (understood.answer) return { frame, memory: kept, reply: understood.answer };
  const tooLate = lateOrder(talk.stored, frame, talk.now);
  if (tooLate) return { frame, memory: kept, reply: tooLate };
  const question = confirmationFor(understood, talk.stored.id);
  if (question) {
    return { frame, reply: question, memory: { ...kept, unconfirmed: unconfirmedOf(talk, frame) } };
  }
  const outcome = await run(talk, tx, frame, memory);
  const reply = 'reply' in outcome ? outcome.reply : outcome;
  const undo = 'undo' in outcome ? outcome.undo : memory.undo;
  // What is done is closed: "cancel task 4" after an order must not become another order.
  const closed =
    'undo' in outcome
      ? {
          dialogue: { ...dialogue, last: null, pending: null },
          acted: { intent: frame.intent, slots: frame.slots },
        }
      : 'asks' in outcome
        ? { dialogue: awaiting(talk, frame, outcome.asks, dialogue) }
        : {};
  return {
    frame,
    reply: withLateNote(dressed(reply, understood), talk.stored, talk.now),
    memory: { ...kept, ...closed, undo: frame.intent === 'undo' ? null : undo },
  };
}

/** The answer in the length that was wished for, after what had to be said first. */
function dressed(answer: Reply, { shorter, remark }: Understood): Reply {
  const sized = shorter ? shortened(answer) : answer;
  return remark ? { ...sized, blocks: [line(remark), ...sized.blocks] } : sized;
}

const readingOf = ({ trace, guessed, inherited = [] }: Frame): ReadingNote => ({
  words: trace.filter(({ text }) => text !== '').map(({ text }) => text),
  guessed,
  inherited,
});

/** An action that waits for a yes, whole. */
const unconfirmedOf = (talk: Talk, frame: Frame): Unconfirmed => ({
  question: talk.stored.id,
  ...wholeOf(talk, frame),
});

/** An action with all that it says: what is to be done stands in this message, not in the yes or the name that follows. */
function wholeOf(talk: Talk, frame: Frame): Candidate {
  const { intent } = frame;
  const slots = withRemark(talk, frame);
  const task_text = slots.task_text ?? instructionIn(talk.stored.message.text, frame);
  return { intent, slots: intent === 'task_assign' ? { ...slots, task_text } : slots };
}

/** Why somebody cannot do a task, or what they found, in their own words: whoever gave it reads them. */
function withRemark({ stored }: Talk, frame: Frame): Slots {
  const { intent, slots } = frame;
  const note = TASK_STEPS.has(intent) && !slots.note ? remarkIn(stored.message.text, frame) : null;
  return note === null ? slots : { ...slots, note };
}

/** The talk while a command waits for the one thing that it lacks. */
function awaiting(
  talk: Talk,
  frame: Frame,
  { slot, listed }: Asked,
  dialogue: DialogueMemory,
): DialogueMemory {
  const { intent } = frame;
  const choices = listed.map((slots) => ({ intent, slots }));
  return { ...dialogue, last: wholeOf(talk, frame), pending: { slot, intent, choices } };
}

async function run(talk: Talk, tx: Tx, frame: Frame, memory: Memory): Promise<Outcome> {
  const { runtime, stored, sender, now } = talk;
  const { message: inbound } = stored;
  const command = commandFor(frame.intent);
  const governorates = governoratesOf(runtime, frame);
  if (!can(sender.user, command.action)) {
    throw new AppError('forbidden', `${sender.user.role} may not ${command.action}`, {
      params: { restricted: 'command', what: frame.intent },
    });
  }
  if (!can(sender.user, command.action, { governorates })) {
    throw new AppError('out_of_scope_area', `${sender.user.id} asked for ${governorates.join(', ')}`);
  }
  return command.run({
    runtime,
    tx,
    user: sender.user,
    locale: localeOf(talk, frame),
    channel: inbound.channel,
    conversation: inbound.conversation,
    text: inbound.text,
    frame,
    slots: withRemark(talk, frame),
    location: inbound.location ?? memory.location,
    undo: memory.undo,
    now,
    timeZone: runtime.config.timeZone,
    requestId: `inbound:${stored.id}`,
  });
}

/** The governorates that a message touches, its areas' included. */
function governoratesOf(runtime: Pick<Runtime, 'knowledge'>, { slots }: Candidate): string[] {
  const areas = new Set(recordedAreas(runtime.knowledge.gazetteer, slots.areas ?? []));
  const around = runtime.knowledge.gazetteer.areas.filter((a) => areas.has(a.id)).map((a) => a.governorate);
  return [...new Set([...around, ...(slots.governorate ?? [])])];
}

/** Puts the answer into the outbox and marks the message handled. */
async function settle(talk: Talk, tx: Tx, reply: Reply, frame: Frame | null): Promise<void> {
  const { runtime, stored, sender, now } = talk;
  const { message: inbound } = stored;
  await touchInbound(tx, inbound.channel, inbound.from, now);
  await postAnswer(runtime, tx, stored, { userId: sender.user.id, locale: replyLocale(talk, frame), reply });
  await close(tx, stored.id, { state: 'handled', userId: sender.user.id, frame, at: now });
}

/** Another worker answered the same message first. */
class AnsweredElsewhere extends Error {
  override readonly name = 'AnsweredElsewhere';
}

/** Marks the message answered. @throws AnsweredElsewhere when another worker was first: this answer is taken back. */
async function close(tx: Tx, inboundId: number, end: InboundEnd): Promise<void> {
  if (!(await closeInbound(tx, inboundId, end))) {
    throw new AnsweredElsewhere(`message ${inboundId} has been answered by another worker`);
  }
}

/** A language chosen in this very message already holds for its answer. */
function replyLocale(talk: Talk, frame: Frame | null): Locale {
  const { message: inbound } = talk.stored;
  const chosen = frame?.intent === 'set_language' ? frame.slots.language : undefined;
  return withDigitsOf(chosen ?? localeOf(talk, frame), inbound.text);
}

/** The language tag with the digits in which the person wrote, so that the answer is written in the same. */
function withDigitsOf(locale: Locale, text: string): Locale {
  if (/[٠-٩]/u.test(text)) return `${locale}-u-nu-arab`;
  return /[0-9]/.test(text) ? `${locale}-u-nu-latn` : locale;
}

/** An error of the catalogue is told as it is; anything else is logged with its number and told as that number. */
async function apologise(talk: Talk, error: unknown): Promise<void> {
  const { runtime, stored } = talk;
  const known = asAppError(error);
  if (known.code === 'internal') {
    runtime.log.error({ err: error, inboundId: stored.id }, 'a message could not be answered');
  }
  const reference = { kind: 'code', value: stored.id } as const;
  const values = Object.fromEntries(
    Object.entries(known.params).map(([name, value]) => [name, { kind: 'code', value } as const]),
  );
  const told = refusalOf(known) ?? say(`errors.${known.code}`, { ...values, reference });
  await inTransaction(runtime.db, (tx) => settle(talk, tx, told, null));
}

/** One refusal a day, without a figure, a name or a number in it; further messages are only counted. */
async function refuseStranger(runtime: ChatRuntime, stored: StoredInbound): Promise<void> {
  const { message: inbound } = stored;
  const now = runtime.clock.now();
  const localDate = localTime(now, runtime.config.timeZone).date;
  await inTransaction(runtime.db, async (tx) => {
    const first = await noteUnknownSender(tx, { channel: inbound.channel, address: inbound.from, localDate });
    if (first) {
      const reply = say('commands.stranger.refusal');
      const locale = localeFor(null, inbound.text);
      await postAnswer(runtime, tx, stored, {
        userId: null,
        locale,
        reply,
        key: `inbound:${stored.id}/refusal`,
      });
    }
    await close(tx, stored.id, { state: 'refused', userId: null, frame: null, at: now });
  });
}
