import { CHANNEL_LIMITS } from '../../src/channels/limits.js';
import { createTerminalChannel } from '../../src/channels/terminal/channel.js';
import { handleInbound } from '../../src/chat/handle.js';
import { AppError } from '../../src/domain/errors.js';
import type { ChannelName, Inbound, SharedLocation } from '../../src/domain/message.js';
import type { User } from '../../src/domain/user.js';
import { createDesk, deliverDue } from '../../src/outbox/deliver.js';
import { renderFor } from '../../src/render.js';
import type { Runtime } from '../../src/runtime.js';
import { linkAddress } from '../../src/store/identities.js';
import { inboundFrame, storeInbound } from '../../src/store/inbound.js';
import { listUsers } from '../../src/store/users.js';

/** Which channel the answers shall look like. */
export type Look = Extract<ChannelName, 'whatsapp' | 'sms' | 'slack' | 'terminal'>;

/** A talk with the bot without any provider: the same path as a webhook, from the stored message to the sent one. */
export type Session = {
  /** Says one line as a person; what the bot sends meanwhile goes to `write`. Returns how the line was understood. */
  say(user: User, line: string): Promise<unknown>;
};

/** A runtime whose only channel is the terminal. */
export function terminalChannels(write: (text: string, to: string) => void, look: Look): Runtime['channels'] {
  return new Map([['terminal', createTerminalChannel(write, { ...CHANNEL_LIMITS[look] })]]);
}

/** A message as it is shown in somebody's talk: those for other people say whom they are for. */
export function shown(text: string, to: string, speaker: string): string {
  return to === speaker ? text : `→ ${to}\n${text}`;
}

/** @param runtime one whose channels are `terminalChannels`. */
export function createSession(runtime: Runtime): Session {
  const render = renderFor(runtime.knowledge.translator);
  // The terminal can be answered: there are no links to sign.
  const desk = createDesk(runtime, { render, tapSecret: runtime.ids.token() });
  return {
    async say(user, line) {
      await linkAddress(runtime.db, {
        userId: user.id,
        address: { channel: 'terminal', value: user.email },
        verifiedAt: runtime.clock.now(),
      });
      const stored = await storeInbound(runtime.db, inboundOf(runtime, user, line), runtime.clock.now());
      if (stored === 'duplicate') throw new Error('an identifier came twice');
      await handleInbound(runtime, stored.id);
      await deliverDue(desk);
      return inboundFrame(runtime.db, stored.id);
    },
  };
}

/** `@location 29.33,48.02` is a pin, `@button PAYLOAD` a pressed button, anything else words. */
function inboundOf(runtime: Runtime, user: User, line: string): Inbound {
  const pin = /^@location\s+(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)\s*(.*)$/.exec(line);
  const button = /^@button\s+(\S.*)$/.exec(line)?.[1] ?? null;
  return {
    channel: 'terminal',
    providerId: runtime.ids.uuid(),
    from: user.email,
    text: pin ? (pin[3] ?? '') : button === null ? line : '',
    location: pin ? locationOf(Number(pin[1]), Number(pin[2])) : null,
    button,
    media: [],
    sentAt: runtime.clock.now(),
    conversation: null,
  };
}

function locationOf(latitude: number, longitude: number): SharedLocation {
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) {
    throw new AppError(
      'bad_request',
      `no such place: ${latitude},${longitude}; write @location LATITUDE,LONGITUDE`,
    );
  }
  return { latitude, longitude, label: null };
}

/** The user meant by an e-mail address, its part before the @, or a name. @throws AppError naming who there is. */
export async function userCalled(runtime: Pick<Runtime, 'db'>, name: string): Promise<User> {
  const people = await listUsers(runtime.db, { active: true });
  const wanted = name.toLowerCase();
  const found = people.find(
    (p) => p.email === wanted || p.email.startsWith(`${wanted}@`) || p.name.toLowerCase() === wanted,
  );
  if (!found) {
    const known = people.map((p) => p.email).join(', ');
    throw new AppError('not_found', `there is no active user "${name}"; there are: ${known}`);
  }
  return found;
}
