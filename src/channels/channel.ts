import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Fault } from '../domain/fault.js';
import type {
  Address,
  ChannelName,
  Conversation,
  Inbound,
  Receipt,
  Rendered,
  RenderLimits,
} from '../domain/message.js';
import type { TemplateReport, TemplateTrouble } from '../domain/template.js';

/** One message for one address, rendered for this channel. */
export type Outgoing = {
  to: Address;
  conversation: Conversation | null;
  rendered: Rendered;
  /** The outbox row's idempotency key: carried where the provider allows, so that a message can be found again. */
  key: string;
  /** How many seconds the message is worth sending; providers drop it afterwards where they can. */
  validSeconds: number;
  /** What the message is for ("reply", "alert", "briefing", "task"): chooses the approved template outside the window. */
  purpose: string;
  locale: string;
  /** True when the recipient wrote within the channel's session window, so that free text is allowed. */
  withinWindow: boolean;
  /** Content templates that the provider has paused, rejected or lost: their spares are taken instead. */
  avoidTemplates?: ReadonlySet<string>;
};

/**
 * What became of an attempt. `ambiguous`: the provider may or may not have it; ask `find` before sending again.
 * `hold`: not now and not by trying again (no template, channel not set up for it).
 */
export type SendResult = Sent & { templateTroubles?: readonly TemplateTrouble[] };

type Sent =
  | { outcome: 'accepted'; providerId: string }
  | { outcome: 'retry'; code: string; detail: string; afterSeconds: number | null; fault?: Fault }
  | { outcome: 'refused'; code: string; detail: string; flag?: Flag; fault?: Fault }
  | { outcome: 'hold'; reason: 'needs_template' | 'channel_off'; detail: string }
  | { outcome: 'ambiguous'; code: string; detail: string };

/** What a refusal says beyond the message: of its address, or (`operator`) of our account, for which everything waits. */
type Flag = 'opted_out' | 'bad_address' | 'operator';

/** An HTTP address that a channel answers itself, with the raw request: signatures need the bytes as they came. */
export type Mount = {
  method: 'GET' | 'POST';
  path: string;
  handler: (request: IncomingMessage, response: ServerResponse) => void;
  /** Whether a request has all that a true signature consists of, by its headers alone; absent: none ever does. */
  bearsSignature?: (request: IncomingMessage) => boolean;
};

/**
 * Which of these provider's ids are known to be other messages: two may say the same to the same person, and one that
 * was found must not stand for both.
 */
export type OtherMessages = (providerIds: readonly string[]) => Promise<ReadonlySet<string>>;

/** A way to reach people. */
export type Channel = {
  name: ChannelName;
  limits: RenderLimits;
  /** Hands one message to the provider. Never throws for what the provider says; a bug may throw. */
  send(message: Outgoing): Promise<SendResult>;
  /** Looks for a message whose fate is unknown. Returns the provider's id, or null when it never arrived there. */
  find(message: Outgoing, since: Date, others?: OtherMessages): Promise<string | null>;
  mounts: readonly Mount[];
  /** Where the provider can be asked what it knows. */
  asks?: {
    /** What became of a message that the provider took; null when it says nothing of it. */
    statusOf(providerId: string): Promise<Receipt | null>;
    /** How the approved templates of our settings stand. */
    templates(): Promise<TemplateReport[]>;
  };
};

/** What the program does for its channels: channels know neither the store nor the commands. */
export type ChannelHooks = {
  /** Stores a message durably, once; resolves only after the commit. */
  receive(inbound: Inbound): Promise<'stored' | 'duplicate'>;
  /** Stores a provider's report; unknown ids are harmless. */
  receipt(receipt: Receipt): Promise<void>;
  /** Called with the reason when a request is refused (bad signature, malformed): for logs and metrics. */
  refused(channel: ChannelName, reason: string): void;
};
