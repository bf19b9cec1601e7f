import type { Language } from './language.js';
import { foldedWords } from './text/normalise.js';

/**
 * Tells messages of somebody in danger, by whole phrases. It answers for messages that nothing else could be made of:
 * "weapon incidents in Jahra" is a question.
 */
export function createEmergency(languages: readonly Language[]): (text: string) => boolean {
  const phrases = languages.flatMap(({ emergency }) => emergency.split('|')).map(foldedWords);
  return (text) => {
    const said = ` ${foldedWords(text)} `;
    return phrases.some((phrase) => said.includes(` ${phrase} `));
  };
}
