import type { Reply } from '../domain/message.js';
import { say } from '../domain/reply.js';
import type { Identity } from '../domain/user.js';
import { type CarrierWord, carrierWord } from '../nlu/carrier.js';
import type { Tx } from '../store/database.js';
import { optIn, optOut } from '../store/identities.js';

/** What a carrier word does, and what is said about it. */
export type Carrier = {
  word: CarrierWord;
  reply: Reply;
  apply(tx: Tx, identity: Identity, at: Date): Promise<unknown>;
};

const nothing = async () => undefined;

/** STOP, START and HELP in either language, as the whole message: read before anything else, on every channel. */
export function carrierReply(text: string): Carrier | null {
  const word = carrierWord(text);
  switch (word) {
    case 'stop':
      return {
        word,
        reply: say('commands.carrier.stopped'),
        apply: (tx, identity, at) => optOut(tx, identity.channel, identity.address, at),
      };
    case 'start':
      return {
        word,
        reply: say('commands.carrier.started'),
        apply: (tx, identity) => optIn(tx, identity.channel, identity.address),
      };
    case 'help':
      return { word, reply: say('commands.help.heading'), apply: nothing };
    default:
      return null;
  }
}
