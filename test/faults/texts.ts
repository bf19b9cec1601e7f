import { CHANNEL_LIMITS } from '../../src/channels/limits.js';
import { line, reply, text, verbatim } from '../../src/domain/reply.js';
import { renderFor } from '../../src/render.js';
import type { FaultTest } from './fault-test.js';

const PIECES = [
  'سرقة',
  'حولي',
  'theft',
  '12:30',
  '+96550000001',
  '👍🏽',
  'é',
  'e\u0301',
  '🇰🇼',
  'لا',
  'كـ',
  '\u064b',
  ' ',
  '\n',
  'A',
  '[]{}~|€',
  'ﷺ',
];

const chance = (most: number) => Math.floor(Math.random() * most);
const somewhat = (length: number) =>
  Array.from({ length }, () => PIECES[chance(PIECES.length)] ?? '').join('');

/** Long texts of mixed scripts, cut to what a channel can show. */
export const fits: FaultTest = {
  name: 'I8',
  title: 'long texts of mixed scripts on WhatsApp and SMS',
  bar: 'never beyond the channel’s length, no cut inside a character or an isolate, parts counted as the standard says',
  needs: 'nothing',
  n: { short: 300, full: 4000 },
  pace: 'waits',
  async run(kit, n) {
    const render = renderFor(kit.knowledge.translator);
    const graphemes = new Intl.Segmenter('ar', { granularity: 'grapheme' });
    let long = 0;
    let cut = 0;
    for (let i = 0; i < n; i++) {
      // Rendering never waits: without a break nobody could be told how far it is, nor break off.
      if (i % 50 === 0) await new Promise(setImmediate);
      kit.progress(`${i} of ${n} texts`);
      const words = somewhat(1 + chance(900));
      const lines = words
        .split('\n')
        .map((words) => line(text('briefings.places', { places: verbatim(words) })));
      for (const channel of ['whatsapp', 'sms'] as const) {
        const limits = { ...CHANNEL_LIMITS[channel] };
        const shown = render(reply(lines), i % 2 === 0 ? 'ar' : 'en', limits).text;
        const parts = limits.maxSegments;
        if (shown.length > limits.maxCharacters || (parts && partsOf(shown) > parts)) long += 1;
        if (
          /\p{Surrogate}/u.test(shown) ||
          isolateDepth(shown) !== 0 ||
          !wholeCharacters(graphemes, shown, words)
        )
          cut += 1;
      }
    }
    return {
      figure: `${2 * n} texts: ${long} too long, ${cut} cut inside a character or an isolate`,
      met: long + cut === 0,
    };
  },
};

/** How many more isolates are opened than closed; -1 when one is closed that was never opened. */
function isolateDepth(shown: string): number {
  let depth = 0;
  for (const character of shown) {
    if (/[\u2066-\u2068]/u.test(character)) depth += 1;
    if (character === '\u2069') depth -= 1;
    if (depth < 0) return -1;
  }
  return depth;
}

/** No character of a family or a flag stands alone that did not stand alone before. */
function wholeCharacters(graphemes: Intl.Segmenter, shown: string, words: string): boolean {
  const whole = new Set([...graphemes.segment(words.normalize('NFC'))].map(({ segment }) => segment));
  const pictures = [...graphemes.segment(shown)]
    .map(({ segment }) => segment)
    .filter((s) => /\p{Extended_Pictographic}|\p{RI}/u.test(s));
  return pictures.every((picture) => whole.has(picture.replace(/[\u2066-\u2069]/gu, '')));
}

const GSM = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const GSM_DOUBLE = new Set('^{}\\[~]|€');

/** Parts of an SMS by 3GPP TS 23.038: an escaped character or a surrogate pair is never split between two. */
function partsOf(shown: string): number {
  const characters = [...shown];
  const isGsm = characters.every((c) => GSM.has(c) || GSM_DOUBLE.has(c));
  const sizes = characters.map((c) => (isGsm ? (GSM_DOUBLE.has(c) ? 2 : 1) : c.length));
  const [single, each] = isGsm ? [160, 153] : [70, 67];
  if (sizes.reduce((a, b) => a + b, 0) <= single) return 1;
  let parts = 1;
  let room = each;
  for (const size of sizes) {
    if (size > room) {
      parts += 1;
      room = each;
    }
    room -= size;
  }
  return parts;
}

const LOUD = [
  '<!channel>',
  '<!here>',
  '<@U00DEMO01>',
  '<https://evil.example|click>',
  '*bold*',
  '_it_',
  '~s~',
  '```code```',
  '`x`',
  '> q',
  '\u202Eevil',
  '\u202D',
  '\u2067',
  '&lt;!channel&gt;',
  '\u2069\u2069',
];

/** Markup and direction marks in what people write. */
export const inert: FaultTest = {
  name: 'A16',
  title: 'Slack and WhatsApp markup, mass mentions and direction overrides in people’s text',
  bar: 'shown inert, no mention, no override',
  needs: 'nothing',
  n: { short: 500, full: 50_000 },
  pace: 'waits',
  async run(kit, n) {
    const render = renderFor(kit.knowledge.translator);
    let mentions = 0;
    let overrides = 0;
    let markup = 0;
    for (let i = 0; i < n; i++) {
      const words = Array.from({ length: 1 + chance(4) }, () => LOUD[chance(LOUD.length)]).join(
        i % 2 === 0 ? ' ' : '',
      );
      const answer = reply([line(text('briefings.places', { places: verbatim(words) }))]);
      const slack = render(answer, 'en', { ...CHANNEL_LIMITS.slack }).text;
      const whatsapp = render(answer, 'ar', { ...CHANNEL_LIMITS.whatsapp }).text;
      if (/<[!@#h]/.test(slack)) mentions += 1;
      if (
        /[\u202A-\u202E]/u.test(slack + whatsapp) ||
        isolateDepth(slack) !== 0 ||
        isolateDepth(whatsapp) !== 0
      )
        overrides += 1;
      if (/(^|[\s\u2066-\u2069])([*_~])[^\s*_~\u2060\u200b]+\2(?=$|[\s\u2066-\u2069])/u.test(whatsapp))
        markup += 1;
    }
    return {
      figure: `${n} texts: ${mentions} mentions, ${overrides} overrides or open isolates, ${markup} formatted`,
      met: mentions + overrides + markup === 0,
    };
  },
};
