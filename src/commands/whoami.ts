import {
  bullets,
  governorate,
  heading,
  line,
  listOf,
  phrase,
  reply,
  text,
  verbatim,
} from '../domain/reply.js';
import { subscriptionsOf } from '../store/subscriptions.js';
import { defineCommand } from './command.js';
import { subscriptionLine } from './subscription-line.js';

/** "Who am I?": name, role, places, language and what is sent to them, as the program knows them. */
export const whoami = defineCommand({
  name: 'whoami',
  intents: ['whoami'],
  action: 'profile.manage_own',
  acts: false,
  async run({ user, channel, locale, tx }) {
    const subscriptions = await subscriptionsOf(tx, user.id);
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
      ...(subscriptions.length > 0
        ? [line(text('commands.whoami.subscribed')), bullets(subscriptions.map(subscriptionLine))]
        : [line(text('commands.whoami.not_subscribed'))]),
    ]);
  },
});
