import type { Action } from '../domain/access.js';
import type { ChannelName, Conversation, Reply, SharedLocation } from '../domain/message.js';
import type { Locale, User } from '../domain/user.js';
import type { Frame, Intent, Slots } from '../nlu/frame.js';
import type { Runtime } from '../runtime.js';
import type { Tx } from '../store/database.js';
import type { Undo } from './undo.js';

/** What a command may use of the program. */
export type CommandRuntime = Pick<Runtime, 'config' | 'clock' | 'log' | 'knowledge' | 'channels' | 'ids'>;

/** Who asks for what, where and when. */
export type CommandContext = {
  runtime: CommandRuntime;
  /** Everything a command reads and writes happens in this transaction, together with its answer. */
  tx: Tx;
  user: User;
  locale: Locale;
  channel: ChannelName;
  conversation: Conversation | null;
  /** The message as it was written; empty for a pressed button. */
  text: string;
  frame: Frame;
  slots: Slots;
  /** The position that the person shared last, while it is remembered. */
  location: SharedLocation | null;
  /** What the person's last action was, while it is remembered. */
  undo: Undo | null;
  now: Date;
  timeZone: string;
  /** Distinguishes this request in everything it causes; stable when the request is worked on again. */
  requestId: string;
};

/** The one thing that a command lacks and asks for, and the values that its question lists. */
export type Asked = { slot: 'task_id' | 'alert_id' | 'assignee'; listed: readonly Slots[] };

/** What a command did: its answer and, where that is possible, how to take it back; or what it asks for first. */
export type Outcome = Reply | { reply: Reply; undo: Undo } | { reply: Reply; asks: Asked };

/** One thing that the bot can do. */
export type Command = {
  name: string;
  /** What of the language leads here. */
  intents: readonly Intent[];
  /** What the person must be allowed to do. */
  action: Action;
  /** True when it changes something: then a guessed part is asked about first. */
  acts: boolean;
  run(context: CommandContext): Promise<Outcome>;
};

/** Declares a command; a test holds the list of commands against the intents, the phrases and the strings. */
export function defineCommand(command: Command): Command {
  return command;
}
