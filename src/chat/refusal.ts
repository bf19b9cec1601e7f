import type { AppError } from '../domain/errors.js';
import type { Reply } from '../domain/message.js';
import { listOf, offence, phrase, say, text } from '../domain/reply.js';

/**
 * What a role does not allow, said with what it was: figures by block, named offences, a command. Null for a refusal
 * that says no more than its catalogue text.
 */
export function refusalOf({ code, params }: AppError): Reply | null {
  if (code !== 'forbidden') return null;
  const what = String(params.what ?? '');
  switch (params.restricted) {
    case 'block':
      return say('commands.refused.block');
    case 'offence':
      return say('commands.refused.offence', { offences: listOf(what.split(',').map(offence)) });
    case 'command':
      return say('commands.refused.command', { command: phrase(text(`intents.${what}`)) });
    default:
      return null;
  }
}
