import { matchingPeople } from '../commands/assignee.js';
import { can } from '../domain/access.js';
import { HOLD_REASONS } from '../domain/delivery.js';
import type { Reply, Text, Value } from '../domain/message.js';
import {
  bullets,
  code,
  heading,
  instant,
  listOf,
  note,
  phrase,
  reply,
  say,
  text,
  verbatim,
} from '../domain/reply.js';
import type { User } from '../domain/user.js';
import { traceQuestion } from '../nlu/trace-question.js';
import { outboxTimeline, type Timeline } from '../outbox/timeline.js';
import type { Runtime } from '../runtime.js';
import { audit } from '../store/audit.js';
import { inTransaction } from '../store/database.js';
import { touchInbound } from '../store/identities.js';
import { closeInbound } from '../store/inbound.js';
import { type UnsentTelling, unsentTellings } from '../store/tellings.js';
import { listUsers } from '../store/users.js';
import { type Heard, localeFor, postAnswer } from './answer.js';

const SHOWN = 5;

/**
 * Answers "why did Ali not get it?" for those who may read messages: every way that was tried for Ali lately, how each
 * ended, and what was promised but not sent. The question is on record before anything is read.
 *
 * Nobody known of that name is said where the question is one for sure; a person whom the asker may not see is nobody.
 *
 * @returns true when the message was such a question; it is closed then.
 */
export async function answeredTrace(
  runtime: Pick<Runtime, 'db' | 'channels'>,
  { stored, sender, now }: Heard,
): Promise<boolean> {
  const { message: inbound } = stored;
  const { user } = sender;
  const question = traceQuestion(inbound.text);
  if (question === null || !can(user, 'messages.read')) return false;
  const { name, sure } = question;
  const people = matchingPeople(await listUsers(runtime.db, { active: true }), name).filter((person) =>
    can(user, 'messages.read', person.governorates ? { governorates: person.governorates } : {}),
  );
  if (people.length === 0 && !sure) return false;
  const requestId = `inbound:${stored.id}`;
  const detail = { about: people.map(({ id }) => id) };
  const { channel } = inbound;
  await audit(runtime.db, { at: now, userId: user.id, channel, action: 'messages.read', requestId, detail });
  const answer =
    people.length === 0
      ? say('delivery.trace.unknown', { name: verbatim(name) })
      : await traceReply(runtime, user, people);
  await inTransaction(runtime.db, async (tx) => {
    const end = { state: 'handled', userId: user.id, frame: { intent: 'message_trace' }, at: now } as const;
    if (!(await closeInbound(tx, stored.id, end))) return;
    await touchInbound(tx, channel, inbound.from, now);
    const locale = localeFor(user, inbound.text);
    await postAnswer(runtime, tx, stored, { userId: user.id, locale, reply: answer });
  });
  return true;
}

async function traceReply({ db }: Pick<Runtime, 'db'>, asker: User, people: readonly User[]): Promise<Reply> {
  const [person] = people;
  if (!person || people.length > 1) {
    return say('delivery.trace.which', {
      names: listOf(people.slice(0, SHOWN).map((p) => verbatim(p.name))),
    });
  }
  const { governorates } = asker;
  const stories = await outboxTimeline(db, { userId: person.id, limit: SHOWN, governorates });
  const unsent = await unsentTellings(db, { userId: person.id, limit: SHOWN, governorates });
  if (stories.length + unsent.length === 0)
    return say('delivery.trace.nothing', { name: verbatim(person.name) });
  return reply([
    heading(text('delivery.trace.heading', { name: verbatim(person.name) })),
    bullets([...unsent.map(promiseLine), ...stories.map(storyLine)]),
    note(text('delivery.trace.accepted'), 5),
  ]);
}

/** A promise of which no message was made, in a line: since when, about what, and why not. */
function promiseLine({ cause, state, createdAt, nextAt }: UnsentTelling): Text {
  const values = { at: instant(createdAt), cause: code(cause) };
  return state === 'waiting' && nextAt
    ? text('delivery.trace.waiting', { ...values, until: instant(nextAt) })
    : text('delivery.trace.unsent', { ...values, why: phrase(text(`delivery.unsent.${state}`)) });
}

/** One message in a line: when, by which channel, how it stands and why. */
function storyLine(story: Timeline): Text {
  const values = {
    id: code(story.id),
    at: instant(story.createdAt),
    channel: phrase(text(`channels.${story.to.channel}`)),
    state: phrase(text(`delivery.states.${story.state}`)),
  };
  const why = reasonOf(story);
  return why ? text('delivery.trace.because', { ...values, why }) : text('delivery.trace.line', values);
}

/** Why a message did not arrive, in words where we have them, else the provider's code. */
function reasonOf({ state, reason, receipts }: Timeline): Value | null {
  const fault = receipts.findLast((receipt) => receipt.fault !== null)?.fault;
  if (state === 'failed' && fault) return phrase(text(`delivery.faults.${fault}`));
  const held = HOLD_REASONS.find((known) => known === reason);
  if (state === 'held' && held) return phrase(text(`delivery.holds.${held}`));
  return reason && ['failed', 'dead', 'queued'].includes(state) ? code(reason) : null;
}
