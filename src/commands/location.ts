import type { Reply } from '../domain/message.js';
import { say } from '../domain/reply.js';
import { COUNTRY_BOUNDS, within } from '../ingest/position.js';
import type { CommandContext } from './command.js';

/** The request for a pin in the country, when the question is about the surroundings and no such position is remembered. */
export function locationNeeded({ slots, location, frame, channel }: CommandContext): Reply | null {
  const asks = slots.near === 'me' || frame.intent === 'near_me';
  if (!asks) return null;
  if (location) {
    const here = within(COUNTRY_BOUNDS, location.latitude, location.longitude);
    // No incidents around London would be true, and of no use.
    return here ? null : say('commands.near_me.outside');
  }
  if (channel === 'terminal') return say('commands.near_me.type_pin');
  return say(channel === 'whatsapp' ? 'commands.near_me.send_pin' : 'commands.near_me.no_pin_here');
}
