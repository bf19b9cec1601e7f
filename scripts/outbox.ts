import { DELIVERY_STATES, type DeliveryState, LIFETIME_MINUTES, URGENCIES } from '../src/domain/delivery.js';
import { CHANNELS, type ChannelName } from '../src/domain/message.js';
import { LARGEST_ROW_ID } from '../src/domain/row-id.js';
import { retryNews, type Unretried } from '../src/outbox/retry.js';
import { outboxTimeline, type Timeline } from '../src/outbox/timeline.js';
import { createLogger, type Runtime } from '../src/runtime.js';
import { type Db, ring } from '../src/store/database.js';
import { cancelMessages, listMessages, type MessageView, outboxCounts } from '../src/store/outbox.js';
import {
  UNSENT_STATES,
  type UnsentState,
  type UnsentTelling,
  unsentTellings,
} from '../src/store/tellings.js';
import { command, UsageError, withRuntime } from './command-line.js';

const HELP = `
npm run outbox -- list [--state STATE,...] [--channel CHANNEL] [--user ID] [--limit N]
npm run outbox -- list --promises [--state STATE,...] [--user ID] [--limit N]
npm run outbox -- show ID
npm run outbox -- retry ID...
npm run outbox -- cancel ID...

list    messages that wait or died: queued, held, sending, failed and dead ones unless --state names others; newest first, 50
        of them unless --limit says otherwise (at most 1000); below them what was promised to somebody and of which no
        message was made: what waits, and what found no address. --promises lists these alone, in any state
show    everything that happened to one message: attempts, and what the provider reported
retry   tries dead, failed and held messages again, with a fresh life; one that may have arrived is looked for first,
        one that was taken back or is no longer true is skipped
cancel  takes back messages that no provider has seen: queued and held ones

States: ${DELIVERY_STATES.join(', ')}. Channels: ${CHANNELS.join(', ')}.
States of promises without a message: ${UNSENT_STATES.join(', ')}.
--json prints JSON: the messages, or with --promises the promises.
`;

/** More than anybody reads. */
const MOST_LISTED = 1000;

const UNFINISHED: readonly DeliveryState[] = ['queued', 'held', 'sending', 'failed', 'dead'];

const OPTIONS = {
  state: { type: 'string' },
  channel: { type: 'string' },
  user: { type: 'string' },
  limit: { type: 'string', default: '50' },
  promises: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

type Values = {
  state?: string;
  channel?: string;
  user?: string;
  limit: string;
  promises: boolean;
  json: boolean;
};

/** `npm run outbox`. */
export function main(argv: string[]): Promise<number> {
  return command(argv, { help: HELP, options: OPTIONS, positionals: true }, ({ values, positionals }) => {
    const [action, ...rest] = positionals;
    switch (action) {
      case 'list':
        return quietly((runtime) => list(runtime, values as Values));
      case 'show':
        return quietly(({ db }) => show(db, idsOf(rest), values.json === true));
      case 'retry':
        return quietly(({ db }) => retry(db, idsOf(rest)));
      case 'cancel':
        return quietly(({ db }) => cancel(db, idsOf(rest)));
      default:
        throw new UsageError('say: list, show, retry or cancel');
    }
  });
}

/** The channels are not needed here, and what the log says of them would stand among what is printed. */
const quietly = (work: Parameters<typeof withRuntime<number>>[0]) =>
  withRuntime(work, { log: createLogger('error'), channels: new Map() });

/** Prints what `npm run outbox -- list` shows. @returns the exit code */
export async function list(runtime: Listing, values: Values): Promise<number> {
  const { messages, promises } = await readOutbox(runtime.db, values);
  if (values.json) {
    console.log(JSON.stringify(values.promises ? promises : messages.map(masked)));
    return 0;
  }
  if (messages.length + promises.length === 0)
    console.log(values.state ? 'no such messages' : 'nothing waits and nothing died');
  if (messages.length > 0) console.table(messages.map(row));
  if (promises.length > 0) {
    console.log('promised, but no message was made:');
    console.table(promises.map((promise) => promiseRow(runtime, promise)));
  }
  const { states } = await outboxCounts(runtime.db);
  const counts = Object.entries(states).map(([state, count]) => `${count} ${state}`);
  if (!values.promises) console.log(`in the whole outbox: ${counts.join(', ')}`);
  return 0;
}

type Listing = Pick<Runtime, 'db' | 'knowledge'>;

/** The messages and the promises without one that the options ask for. A promise has no channel. */
async function readOutbox(db: Db, values: Values) {
  if (values.promises && values.channel) throw new UsageError('a promise without a message has no channel');
  const limit = wholeNumber(values.limit, '--limit', MOST_LISTED);
  const scope = {
    limit,
    ...(values.user ? { userId: wholeNumber(values.user, '--user', LARGEST_ROW_ID) } : {}),
  };
  if (values.promises) {
    const states = values.state?.split(',').map((word) => oneOf(UNSENT_STATES, word, 'state of a promise'));
    return { messages: [], promises: await unsentTellings(db, { ...scope, ...(states && { states }) }) };
  }
  const messages = await listMessages(db, {
    ...scope,
    states: values.state
      ? values.state.split(',').map((word) => oneOf(DELIVERY_STATES, word, 'state'))
      : UNFINISHED,
    ...(values.channel ? { channel: oneOf<ChannelName>(CHANNELS, values.channel, 'channel') } : {}),
  });
  const isNarrowed = values.state !== undefined || values.channel !== undefined;
  const promises = isNarrowed ? [] : await unsentTellings(db, { ...scope, states: UNKEPT });
  return { messages, promises };
}

/** What may still go out, and what went nowhere; the others went inside another message or were no longer true. */
const UNKEPT: readonly UnsentState[] = ['waiting', 'exhausted'];

const promiseRow = ({ knowledge }: Listing, promise: UnsentTelling) => ({
  promise: promise.id,
  cause: promise.cause,
  person: personOf(promise),
  urgency: URGENCIES[promise.urgency],
  state: promise.state,
  why: knowledge.translator.text({ key: `delivery.unsent.${promise.state}` }, 'en', { isolates: false }),
  'goes out': promise.state === 'waiting' ? (promise.nextAt?.toISOString() ?? '') : '',
  promised: promise.createdAt.toISOString(),
});

async function show(db: Db, ids: readonly number[], json: boolean): Promise<number> {
  let missing = 0;
  for (const id of ids) {
    const [timeline] = await outboxTimeline(db, { id });
    if (!timeline) {
      console.error(`there is no message ${id}`);
      missing++;
    } else console.log(json ? JSON.stringify(masked(timeline)) : story(timeline));
  }
  return missing === 0 ? 0 : 1;
}

async function retry(db: Db, ids: readonly number[]): Promise<number> {
  const minutes = URGENCIES.map((urgency) => LIFETIME_MINUTES[urgency]);
  const { done, skipped } = await retryNews(db, ids, minutes);
  await ring(db, 'outbox');
  for (const id of done) console.log(`${id} put back`);
  for (const [id, why] of skipped) console.error(`${id} ${UNRETRIED[why]}`);
  if (skipped.size > 0) console.error(`${skipped.size} of ${ids.length} skipped`);
  return skipped.size === 0 ? 0 : 1;
}

const UNRETRIED: Readonly<Record<Unretried, string>> = {
  ended: 'was taken back, or has arrived another way',
  no_news: 'is no longer true: the alert or the task has been answered or has ended',
  settled: 'is neither dead, failed nor held, or is forgotten: nothing to try again',
};

async function cancel(db: Db, ids: readonly number[]): Promise<number> {
  return report(
    ids,
    await cancelMessages(db, ids),
    'cancelled',
    'is neither queued nor held: too late to cancel',
  );
}

function report(asked: readonly number[], done: readonly number[], verb: string, otherwise: string): number {
  const left = asked.filter((id) => !done.includes(id));
  for (const id of done) console.log(`${id} ${verb}`);
  for (const id of left) console.error(`${id} ${otherwise}`);
  return left.length === 0 ? 0 : 1;
}

/** Enough of an address to tell two apart, not enough to write to it. */
const mask = (address: string) => `…${address.slice(-3)}`;

const masked = <M extends MessageView>(message: M) => ({
  ...message,
  to: { ...message.to, value: mask(message.to.value) },
});

/** Who it is for, as a person on call knows them. */
const personOf = ({ userId, userName }: Pick<MessageView, 'userId' | 'userName'>) =>
  userId === null ? '' : `${userName ?? 'somebody'} (user ${userId})`;

const row = (message: MessageView) => ({
  id: message.id,
  cause: message.cause,
  person: personOf(message),
  to: `${message.to.channel} ${mask(message.to.value)}`,
  urgency: URGENCIES[message.urgency],
  state: message.state,
  reason: message.reason ?? '',
  tries: message.tries,
  expires: message.expiresAt.toISOString(),
});

function story(message: Timeline): string {
  const { to, purpose, cause, state, reason } = message;
  const head = `${message.id}: ${purpose} for ${personOf(message) || 'nobody known'} because of ${cause}, by ${to.channel} ${mask(to.value)}`;
  const events = [
    { at: message.createdAt, text: 'posted' },
    ...message.attempts.map(({ startedAt, number, outcome, errorCode, error }) => ({
      at: startedAt,
      text: `attempt ${number}: ${outcome ?? 'no outcome yet'} ${[errorCode, error].filter(Boolean).join(' ')}`,
    })),
    ...message.receipts.map(({ receivedAt, status, errorCode }) => ({
      at: receivedAt,
      text: `the provider reports ${status} ${errorCode ?? ''}`,
    })),
  ].sort((a, b) => a.at.getTime() - b.at.getTime());
  const lines = events.map(({ at, text }) => `  ${at.toISOString()}  ${text.trim()}`);
  return [head, ...lines, `  now: ${state}${reason ? ` (${reason})` : ''}`].join('\n');
}

function idsOf(words: readonly string[]): number[] {
  if (words.length === 0) throw new UsageError('say which messages, by their ids');
  return words.map((word) => wholeNumber(word, 'an id'));
}

function wholeNumber(word: string, what: string, most = Number.MAX_SAFE_INTEGER): number {
  if (!/^[1-9]\d{0,14}$/.test(word)) throw new UsageError(`${what} is a whole number, not "${word}"`);
  if (Number(word) > most) throw new UsageError(`${what} is at most ${most}`);
  return Number(word);
}

function oneOf<W extends string>(words: readonly W[], word: string, what: string): W {
  const found = words.find((known) => known === word);
  if (!found) throw new UsageError(`there is no ${what} "${word}": ${words.join(', ')}`);
  return found;
}
