import type { Reply } from '../domain/message.js';
import { say } from '../domain/reply.js';
import type { CommandContext } from './command.js';

/** The request for a pin, when the question is about the surroundings and no position is remembered. */
export function locationNeeded({ slots, location, frame, channel }: CommandContext): Reply | null {
  const asks = slots.near === 'me' || frame.intent === 'near_me';
  if (!asks || location) return null;
  if (channel === 'terminal') return say('commands.near_me.type_pin');
  return say(channel === 'whatsapp' ? 'commands.near_me.send_pin' : 'commands.near_me.no_pin_here');
}
