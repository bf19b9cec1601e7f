import type { Channel, Outgoing } from '../../../src/channels/channel.js';
import type { RecordedHooks } from '../../support/channel-bench.js';
import { emailSubject } from './email.js';
import { slackSubject } from './slack.js';
import { terminalSubject } from './terminal.js';
import { smsSubject, whatsappSubject } from './twilio.js';

/** A way for the provider to fail an attempt; those with `accept` do the work first. */
export type Trouble =
  | 'refuses'
  | 'asks to wait'
  | 'is unreachable'
  | 'hangs'
  | 'cuts the line'
  | 'answers garbage'
  | 'accepts, then answers an error'
  | 'accepts, then hangs'
  | 'accepts, then cuts the line';

/** What the conformance table needs to know of a channel: how its provider calls us, and how to make that one fail. */
export type Subject = {
  channel: Channel;
  bench: RecordedHooks;
  message: Outgoing;
  /** How many messages the provider took. */
  accepted(): number;
  /** Makes the next attempt fail; false where this cannot happen to this provider. */
  trouble(kind: Trouble): boolean;
  /** True when the provider can be asked whether it has a message. */
  canFind: boolean;
  /** How people reach us; null for channels that only send. */
  inbound: null | {
    valid(): Promise<Response>;
    withMedia(): Promise<Response>;
    forged(): Promise<Response>;
    missingField(): Promise<Response>;
    tooLarge(): Promise<Response>;
    /** Well signed, with any fields. */
    strange(fields: Record<string, string>): Promise<Response>;
  };
  /** Reports on a message of ours; null where the provider never does. */
  receipt: null | { path: string; report(providerId: string, status: string): Promise<Response> };
  close(): Promise<void>;
};

/** Starts a channel and its provider. `deadlineMs`: how long the channel waits for an answer. */
export type Start = (deadlineMs: number) => Promise<Subject>;

/** Every channel of the program, ready to be put to the test. A new channel is one line here. */
export const SUBJECTS: Readonly<Record<Channel['name'], Start>> = {
  whatsapp: whatsappSubject,
  sms: smsSubject,
  slack: slackSubject,
  email: emailSubject,
  terminal: terminalSubject,
};
