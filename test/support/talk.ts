import { createSession, terminalChannels } from '../../scripts/chat/session.js';
import type { User } from '../../src/domain/user.js';
import type { Db } from '../../src/store/database.js';
import { plainText } from '../transcripts/transcript.js';
import { testRuntime } from './runtime.js';

/** A talk over the terminal: who says what, and what they hear of it. What others are sent waits where their channel is off. */
export function terminalTalk(db: Db): (who: User, words: string) => Promise<string> {
  const heard: string[] = [];
  const channels = terminalChannels((words) => heard.push(words), 'whatsapp');
  const session = createSession({ ...testRuntime(db), channels });
  return async (who, words) => {
    heard.length = 0;
    await session.say(who, words);
    return heard.map(plainText).join('\n\n');
  };
}
