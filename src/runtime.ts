import { randomBytes, randomUUID } from 'node:crypto';
import { type Logger, pino } from 'pino';
import type { Channel, ChannelHooks } from './channels/channel.js';
import { createEmailChannel } from './channels/email/channel.js';
import { createSlackChannel } from './channels/slack/channel.js';
import { createTwilioChannels } from './channels/twilio/channel.js';
import { createReceiver } from './chat/receive.js';
import type { Config } from './config.js';
import type { Gazetteer } from './domain/area.js';
import type { Calendar } from './domain/calendar.js';
import { createCalendar } from './domain/calendar.js';
import { loggable } from './domain/errors.js';
import { CHANNELS, type ChannelName, type Text } from './domain/message.js';
import type { OffenceCatalogue } from './domain/offence.js';
import { loadGazetteer, loadOffences } from './gazetteer/gazetteer.js';
import { createTranslator, type Translator } from './i18n/translate.js';
import { loadLexicon } from './lexicon.js';
import type { Parser } from './nlu/frame.js';
import { LANGUAGES } from './nlu/languages.js';
import { createParser } from './nlu/parse.js';
import { recordReceipt } from './outbox/receipt.js';
import { projectRoot } from './root.js';
import type { Db } from './store/database.js';

/** The program's clock for business time: periods, schedules, windows. Leases and signatures use other clocks. */
export type Clock = { now(): Date };

/** Where fresh identifiers come from. */
export type Ids = { uuid(): string; token(): string };

/** What the program knows and never changes while it runs. */
export type Knowledge = {
  gazetteer: Gazetteer;
  offences: OffenceCatalogue;
  calendar: Calendar;
  parser: Parser;
  translator: Translator;
};

/** Everything that impure functions may need; each takes a `Pick` of what it uses. */
export type Runtime = {
  config: Config;
  db: Db;
  clock: Clock;
  ids: Ids;
  log: Logger;
  fetch: typeof fetch;
  knowledge: Knowledge;
  channels: ReadonlyMap<ChannelName, Channel>;
};

const MASKED = [
  'phone',
  'address',
  'from',
  'to',
  'body',
  'text',
  'Body',
  'From',
  'To',
  'ProfileName',
  'latitude',
  'longitude',
  'token',
  'password',
  'authorization',
];

/** A logger that never shows phone numbers, message bodies, positions or secrets. */
export function createLogger(level: string, destination?: { write(line: string): void }): Logger {
  const paths = MASKED.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
  const options = {
    level,
    redact: { paths, censor: '[masked]' },
    base: null,
    serializers: { err: loggable },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** The clock: the system's, or one that starts at `startAt` and runs on from there. */
export function createClock(startAt: Date | null): Clock {
  if (startAt === null) return { now: () => new Date() };
  const skew = startAt.getTime() - Date.now();
  return { now: () => new Date(Date.now() + skew) };
}

/** Random ids, as the running program makes them. */
export const systemIds: Ids = {
  uuid: () => randomUUID(),
  token: () => randomBytes(32).toString('base64url'),
};

/** Loads what ships with the product. Takes some tens of milliseconds; do it once. */
export function loadKnowledge(): Knowledge {
  const gazetteer = loadGazetteer();
  const offences = loadOffences();
  return {
    gazetteer,
    offences,
    calendar: createCalendar(),
    parser: createParser({ gazetteer, offences }, LANGUAGES, loadLexicon({ gazetteer, offences })),
    translator: createTranslator({ folder: `${projectRoot()}/locales`, gazetteer, offences }),
  };
}

/** Builds the runtime over an open database, with the channels that the configuration turns on. */
export function createRuntime(config: Config, db: Db, parts: Partial<Runtime> = {}): Runtime {
  const log = parts.log ?? createLogger(config.logLevel);
  const clock = parts.clock ?? createClock(config.clockAt);
  const knowledge = parts.knowledge ?? loadKnowledge();
  const base = { config, db, clock, ids: systemIds, log, fetch: globalThis.fetch, knowledge, ...parts };
  const channels =
    parts.channels ?? new Map(configuredChannels(base).map((channel) => [channel.name, channel]));
  return { ...base, channels };
}

/** One line a channel: those whose settings are there are on, the others say that they are off. */
function configuredChannels(base: Omit<Runtime, 'channels'>): Channel[] {
  const { config, log, db, knowledge } = base;
  const hooks: ChannelHooks = {
    receive: createReceiver(base),
    receipt: async (receipt) => void (await recordReceipt({ db, log }, receipt)),
    refused: (channel, reason) => log.warn({ channel, reason }, 'a request was refused'),
  };
  const options = { publicUrl: config.http.publicUrl, clock: createClock(null), log };
  const translate = (value: Text, locale: string) => knowledge.translator.text(value, locale);
  const found = [
    ...(config.twilio ? createTwilioChannels(config.twilio, hooks, options) : []),
    ...(config.slack ? [createSlackChannel(config.slack, hooks, { ...options, translate })] : []),
    ...(config.email ? [createEmailChannel(config.email, {})] : []),
  ];
  const on = new Set(found.map((channel) => channel.name));
  for (const name of CHANNELS.filter((c) => c !== 'terminal' && !on.has(c))) {
    log.info({ channel: name }, 'channel off: its settings are not set');
  }
  return found;
}
