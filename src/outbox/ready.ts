import { withinCeiling } from '../domain/ceiling.js';
import type { Rendered, RenderLimits, Reply } from '../domain/message.js';
import type { Runtime } from '../runtime.js';
import type { ClaimedMessage } from '../store/outbox-claims.js';
import type { Ending } from './settle.js';
import { type TapOptions, withTapLinks } from './tap-links.js';
import { stumbled } from './verdict.js';

/** Turns a reply into what a channel shows: i18n's renderer with its translator filled in. */
export type Render = (reply: Reply, locale: string, limits: RenderLimits) => Rendered;

/** A message with what its channel will show of it. */
export type ReadyMessage = ClaimedMessage & { rendered: Rendered };

type ReadyOptions = Pick<Runtime, 'db' | 'channels'> & { render: Render; tap: TapOptions };

/**
 * Renders messages, before any of them takes a moment of its provider's rate: what cannot be rendered would keep the
 * others waiting for a moment that it does not use.
 *
 * @returns what can go, and how the others ended; a message of a channel that is off is in neither.
 */
export async function makeReady(
  options: ReadyOptions,
  messages: readonly ClaimedMessage[],
): Promise<{ ready: ReadyMessage[]; spoilt: Ending[] }> {
  const ready: ReadyMessage[] = [];
  const spoilt: Ending[] = [];
  for (const message of messages) {
    try {
      ready.push({ ...message, rendered: await rendered(options, message) });
    } catch (error) {
      spoilt.push({ message, verdict: stumbled(message, 'render', error) });
    }
  }
  return { ready, spoilt };
}

async function rendered({ db, channels, render, tap }: ReadyOptions, message: ClaimedMessage) {
  const { channel } = message.to;
  const limits = channels.get(channel)?.limits;
  if (!limits) throw new Error(`the channel ${channel} is off`);
  const reply = channel === 'sms' ? await withTapLinks(db, tap, message) : message.reply;
  return render(withinCeiling(reply, channel), message.locale, limits);
}
