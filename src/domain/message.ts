import type { Fault } from './fault.js';
import type { LocalDate, Period } from './period.js';

/** Where a person is reached, in the usual order. The terminal is not among them: it belongs to whoever sits at it. */
export const REACHING_CHANNELS = ['whatsapp', 'sms', 'slack', 'email'] as const;
/** All ways to talk; the terminal reaches nobody who is elsewhere. */
export const CHANNELS = [...REACHING_CHANNELS, 'terminal'] as const;
export type ChannelName = (typeof CHANNELS)[number];

/** Where a person is reached: a phone in E.164, a Slack user or channel id, an e-mail address, a terminal name. */
export type Address = { channel: ChannelName; value: string };

/** A position that a person shared. Degrees, WGS 84. */
export type SharedLocation = { latitude: number; longitude: number; label: string | null };

/** A file that came with a message. */
export type Media = { url: string; contentType: string };

/** A message from a person, whatever channel brought it. Everything in it is the sender's claim but the address. */
export type Inbound = {
  channel: ChannelName;
  /** The provider's id of this message: with the channel it is unique, so that a repeat is recognised. */
  providerId: string;
  from: string;
  text: string;
  location: SharedLocation | null;
  /** What a pressed button carries. */
  button: string | null;
  media: readonly Media[];
  /** When the person sent it, where the provider says so. */
  sentAt: Date | null;
  /** Where an answer goes when it is not the sender's own address: a Slack channel and thread. */
  conversation: Conversation | null;
};

/** Where in Slack a talk goes on. */
export type Conversation = { channelId: string; threadId: string | null; private: boolean };

/**
 * A value inside a text. Commands name *what* it is; the renderer writes it in the reader's language, digits and
 * calendar, isolated against the direction of the text around it.
 */
export type Value =
  | { kind: 'number'; value: number; digits?: number }
  /** A fraction: 0.12 is shown as 12 %. */
  | { kind: 'percent'; value: number }
  | { kind: 'code'; value: string | number }
  | { kind: 'verbatim'; value: string }
  | { kind: 'area' | 'governorate' | 'offence' | 'place' | 'group'; id: string }
  | { kind: 'date'; date: LocalDate }
  | { kind: 'instant'; at: Date }
  | { kind: 'clock'; at: Date }
  | { kind: 'period'; period: Period }
  | { kind: 'weekday'; weekday: number }
  /** A time of no certain day. */
  | { kind: 'hour'; hour: number; minute?: number }
  | { kind: 'metres'; value: number }
  | { kind: 'text'; text: Text }
  /** `apart`: things said one after another rather than a row of names with an "and". */
  | { kind: 'list'; items: readonly Value[]; apart?: true };

/** A translatable sentence: a key of `locales/` and its values. `count` also chooses the plural form. */
export type Text = { key: string; values?: Readonly<Record<string, Value>>; count?: number };

/** A choice that a person can press, or type where there is nothing to press. */
export type Choice = { label: Text; payload: string };

/** How soon a block may be dropped where space is short: 0 never, 9 first. */
export type Rank = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

/** A part of a reply. */
export type Block =
  | { kind: 'heading'; text: Text; rank?: Rank }
  | { kind: 'text'; text: Text; introduces?: boolean; rank?: Rank }
  /** `from`: the number of the first item of an ordered list that goes on; 1 when absent. */
  | { kind: 'list'; items: readonly Text[]; ordered: boolean; from?: number; rank?: Rank }
  /** `short`: how it is said where every letter is paid for. */
  | { kind: 'note'; text: Text; short?: Text; rank?: Rank }
  | { kind: 'link'; label: Text; url: string; rank?: Rank }
  | { kind: 'choices'; choices: readonly Choice[]; rank?: Rank };

/** What a command answers: blocks, never strings. `short` is the one-line form for thin channels. */
export type Reply = { blocks: readonly Block[]; short?: Text };

/** What a channel can show. */
export type RenderLimits = {
  markup: 'whatsapp' | 'slack' | 'plain';
  /** Most UTF-16 units of one message; longer replies are shortened by rank, never cut inside a character. */
  maxCharacters: number;
  /** SMS alone: most parts that one message may become, whatever encoding its letters need. */
  maxSegments?: number;
  /** Most buttons; choices beyond them appear as text. 0 = no buttons. */
  maxButtons: number;
  maxButtonLabel: number;
  /** True where people cannot answer (one-way SMS): nothing may say "reply". */
  oneWay: boolean;
};

/** A reply in one language for one channel. */
export type Rendered = {
  text: string;
  buttons: readonly { label: string; payload: string }[];
  direction: 'ltr' | 'rtl';
};

/** What a provider says happened to a message. Order of rank, lowest first; a state never moves back. */
export const RECEIPT_STATUSES = [
  'accepted',
  'scheduled',
  'queued',
  'sending',
  'sent',
  'delivered',
  'undelivered',
  'failed',
  'canceled',
  'read',
] as const;
export type ReceiptStatus = (typeof RECEIPT_STATUSES)[number];

/** A provider's report about one message that it was handed. */
export type Receipt = {
  channel: ChannelName;
  providerId: string;
  status: ReceiptStatus;
  errorCode: string | null;
  /** What the error code means, where the channel knows. */
  fault?: Fault | null;
};
