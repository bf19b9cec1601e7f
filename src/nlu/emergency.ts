import type { Language } from './language.js';
import { normalise } from './text/normalise.js';

/**
 * Tells messages of somebody in danger, by whole phrases. It answers for messages that nothing else could be made of:
 * "weapon incidents in Jahra" is a question.
 */
export function createEmergency(languages: readonly Language[]): (text: string) => boolean {
  const phrases = languages.flatMap(({ emergency }) => emergency.split('|')).map(folded);
  return (text) => {
    const said = ` ${folded(text)} `;
    return phrases.some((phrase) => said.includes(` ${phrase} `));
  };
}

const folded = (text: string): string =>
  normalise(text)
    .text.replace(/[^\p{L}\p{Nd}\s]/gu, ' ')
    .trim()
    .replace(/\s+/g, ' ');
