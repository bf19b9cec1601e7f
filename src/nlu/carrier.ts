export type CarrierWord = 'stop' | 'start' | 'help';

const WORDS: Readonly<Record<string, CarrierWord>> = {
  stop: 'stop',
  stopall: 'stop',
  unsubscribe: 'stop',
  end: 'stop',
  quit: 'stop',
  optout: 'stop',
  revoke: 'stop',
  قف: 'stop',
  توقف: 'stop',
  ايقاف: 'stop',
  الغاءالاشتراك: 'stop',
  start: 'start',
  unstop: 'start',
  optin: 'start',
  ابدا: 'start',
  ابدء: 'start',
  استئناف: 'start',
  help: 'help',
  info: 'help',
  مساعده: 'help',
};

/**
 * The carrier word that a whole message consists of, or null.
 *
 * Providers and law give these words a meaning on every channel, whatever the conversation is about, so they are read
 * before parsing and only as the whole message. `cancel` is left out on purpose: it belongs to the conversation.
 */
export function carrierWord(text: string): CarrierWord | null {
  const letters = text
    .slice(0, 40)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u064B-\u0652\u0640]/g, '')
    .replace(/[أإآ]/g, 'ا')
    .replace(/ة/g, 'ه')
    .replace(/[^\p{L}\p{Nd}]/gu, '');
  return Object.hasOwn(WORDS, letters) ? (WORDS[letters] ?? null) : null;
}
