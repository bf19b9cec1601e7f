import { governorate, heading, line, listOf, phrase, reply, text, verbatim } from '../domain/reply.js';
import { defineCommand } from './command.js';

/** "Who am I?": name, role, places and language, as the program knows them. */
export const whoami = defineCommand({
  name: 'whoami',
  intents: ['whoami'],
  action: 'profile.manage_own',
  acts: false,
  async run({ user, channel, locale }) {
    const places = user.governorates
      ? listOf(user.governorates.map(governorate))
      : phrase(text('common.all_kuwait'));
    return reply([
      heading(
        text('commands.whoami.name', { name: verbatim(user.name), role: phrase(text(`roles.${user.role}`)) }),
      ),
      line(text('commands.whoami.places', { places })),
      line(
        text('commands.whoami.reached', {
          channel: phrase(text(`channels.${channel}`)),
          language: phrase(text(`languages.${locale.slice(0, 2)}`)),
        }),
      ),
    ]);
  },
});
