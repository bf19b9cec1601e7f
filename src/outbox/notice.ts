import type { Reply } from '../domain/message.js';
import { bullets, heading, line, phrase, reply, text, verbatim } from '../domain/reply.js';
import type { User } from '../domain/user.js';
import type { StoredRung, StoredTelling } from '../store/tellings.js';
import { gistOf } from './gather.js';

/** Tells a superior that a person could not be reached: what it was about, and how each way ended. */
export function undeliveredReply(
  person: Pick<User, 'name'>,
  telling: Pick<StoredTelling, 'reply'>,
  rungs: readonly Pick<StoredRung, 'channel' | 'state'>[],
): Reply {
  const name = verbatim(person.name);
  const gist = gistOf(telling.reply);
  const ends = rungs.map(({ channel, state }) =>
    text('delivery.way', {
      channel: phrase(text(`channels.${channel}`)),
      state: phrase(text(`delivery.states.${state}`)),
    }),
  );
  return reply(
    [
      heading(text('delivery.undelivered.heading', { name })),
      ...(gist ? [line(gist)] : []),
      ...(ends.length > 0 ? [bullets(ends, 2)] : []),
    ],
    text('delivery.undelivered.short'),
  );
}
