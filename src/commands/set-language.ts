import { phrase, say, text } from '../domain/reply.js';
import { setLocale } from '../store/users.js';
import { defineCommand } from './command.js';

/** "عربي", "English": the language of everything from now on. Without one, both are offered in both scripts. */
export const setLanguage = defineCommand({
  name: 'set_language',
  intents: ['set_language'],
  action: 'profile.manage_own',
  acts: false,
  async run({ slots, tx, user, now }) {
    if (!slots.language) return say('commands.set_language.which');
    await setLocale(tx, user.id, slots.language);
    const language = phrase(text(`languages.${slots.language}`));
    return {
      reply: say('commands.set_language.done', { language }),
      undo: { kind: 'language', at: now.toISOString(), before: user.locale },
    };
  },
});
