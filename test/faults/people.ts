import { say, verbatim } from '../../src/domain/reply.js';
import { deliverDue } from '../../src/outbox/deliver.js';
import { rowOf, rowsOf } from '../../src/store/database.js';
import { twilioError } from '../support/twilio-server.js';
import { chatSide, hear, spoken } from './chat.js';
import { bulletin, phone, postAll } from './crowd.js';
import type { FaultTest } from './fault-test.js';
import { countOf } from './inbound.js';

const PHONE = phone(1).value;

/** The edge of WhatsApp's window, where our clock and Meta's need not agree. */
export const windowEdge: FaultTest = {
  name: 'I5',
  title: 'free text or template around the 24 h window, and when it closes in between',
  bar: 'free text inside, template outside, one message when refused with 63016',
  needs: 'database',
  n: { short: 8, full: 400 },
  fullMinutes: 2,
  pace: 'waits',
  async run(kit, n) {
    const sids = JSON.stringify({ 'alert.en': `HX${'a'.repeat(32)}` });
    const side = await chatSide(kit, { TWILIO_CONTENT_SIDS: sids });
    await side.person('officer', PHONE);
    let wrong = 0;
    for (let i = 0; i < n; i++) {
      const offsetMs = ([-2000, -1, 0, 2000][i % 4] ?? 0) + 86_400_000;
      const race = i % 8 >= 4;
      await rowsOf(side.db, 'UPDATE identities SET last_inbound_at = ?', [
        new Date(side.runtime.clock.now().getTime() - offsetMs),
      ]);
      const before = side.twilio.accepted.length;
      side.twilio.temper.fault = ({ method, form }) =>
        race && method === 'POST' && form.get('Body') ? twilioError(400, 63016) : null;
      await postAll(side.runtime, [bulletin(i, phone(1))]);
      await deliverDue(side.desk);
      const sent = side.twilio.accepted.slice(before);
      const template = race || offsetMs >= 86_400_000;
      if (sent.length !== 1 || (sent[0]?.fields.ContentSid !== undefined) !== template) wrong += 1;
    }
    return { figure: `${n} messages: ${wrong} sent wrongly`, met: wrong === 0 };
  },
};

const STOPS = [
  'STOP',
  'stop',
  'Unsubscribe',
  'QUIT',
  'end',
  'إيقاف',
  'ايقاف',
  'توقف',
  'قف',
  'الغاء الاشتراك',
  'إلغاء الاشتراك',
];
const DRESSED: readonly ((word: string) => string)[] = [
  (word) => word,
  (word) => `  ${word}  `,
  (word) => `${word}!`,
  (word) => `${word} 🛑`,
  (word) => `${word}.\n`,
  (word) => (/[؀-ۿ]/u.test(word) ? word.replace(/(.)(.)/u, '$1ـ$2') : word.toUpperCase()),
  (word) => (/[؀-ۿ]/u.test(word) ? word.replace(/(.)/gu, '$1\u064e') : `"${word}"`),
  (word) => `\u200f${word}\u200f`,
];

/** People who want no more messages, as they write it. */
export const optOut: FaultTest = {
  name: 'I6',
  title: 'STOP in Arabic and English with diacritics, tatweel, spaces and emoji; START again',
  bar: '100 % opted out, one confirmation, nothing later; START restores',
  needs: 'database',
  n: { short: 1, full: 10 },
  fullMinutes: 10,
  pace: 'waits',
  async run(kit, rounds) {
    const side = await chatSide(kit);
    await side.person('officer', PHONE);
    const missed: string[] = [];
    let said = 0;
    let sentLater = 0;
    let confirmations = 0;
    for (let round = 0; round < rounds; round++) {
      for (const text of STOPS.flatMap((word) => DRESSED.map((dress) => dress(word)))) {
        said += 1;
        confirmations += (await side.say(PHONE, text)).length;
        const out = await countOf(side.db, 'identities WHERE opted_out_at IS NOT NULL');
        if (out !== 1) missed.push(text);
        const before = side.twilio.accepted.length;
        await postAll(side.runtime, [bulletin(said, phone(1))]);
        await deliverDue(side.desk);
        sentLater += side.twilio.accepted.length - before;
        await side.say(PHONE, said % 2 === 0 ? 'START' : 'ابدأ');
        if ((await countOf(side.db, 'identities WHERE opted_out_at IS NOT NULL')) !== 0) missed.push('START');
        await rowsOf(side.db, `UPDATE outbox SET state = 'cancelled' WHERE state IN ('held', 'queued')`);
      }
    }
    return {
      figure: `${said} wishes: ${missed.length} missed${missed.length > 0 ? ` (${[...new Set(missed)].slice(0, 5).join(' / ')})` : ''}, ${confirmations} confirmations, ${sentLater} sent later`,
      met: missed.length === 0 && sentLater === 0 && confirmations === said,
    };
  },
};

/** What phones send beside words. */
export const oddMessages: FaultTest = {
  name: 'I9',
  title: 'no number, no words, forty pictures, a voice note, a position, an unknown field',
  bar: 'a polite answer each, no crash',
  needs: 'database',
  n: { short: 1, full: 50 },
  fullMinutes: 3,
  pace: 'waits',
  async run(kit, rounds) {
    const side = await chatSide(kit);
    await side.person('officer', 'KW.abc123');
    const picture = (type: string) => ({ url: 'https://api.twilio.com/m/1', contentType: type });
    const unanswered: string[] = [];
    let asked = 0;
    for (let round = 0; round < rounds; round++) {
      // Each round somebody else: who says the same again and again is taken for a machine.
      const someone = phone(100 + round).value;
      await side.person('officer', someone);
      for (const [from, text, more] of [
        ['KW.abc123', 'who am i', {}],
        [someone, '', {}],
        [someone, '', { media: Array(40).fill(picture('image/jpeg')) }],
        [someone, '', { media: [picture('audio/ogg')] }],
        [someone, '', { media: [picture('image/webp')] }],
        [someone, '', { location: { latitude: 29.33, longitude: 48.02, label: null } }],
        [someone, '', { location: { latitude: -89, longitude: 179, label: '‮' } }],
        [someone, '👍', {}],
        [someone, '\u200f\u200e ', {}],
        [someone, 'x'.repeat(1600), {}],
        [someone, '', { button: 'no:such:button' }],
      ] as const) {
        asked += 1;
        // Nobody writes faster than a person can: that is another test.
        side.setClock(new Date(side.runtime.clock.now().getTime() + 6000));
        const answers = await side.say(from, text, more);
        if (answers.length !== 1 || answers[0] === '')
          unanswered.push(JSON.stringify([text.slice(0, 10), more, answers]).slice(0, 300));
      }
    }
    const failed = await countOf(side.db, `outbox WHERE reply::text LIKE '%errors.internal%'`);
    return {
      figure: `${asked} messages: ${unanswered.length} without a good answer${unanswered.length > 0 ? ` (${unanswered[0]})` : ''}, ${failed} answered with an internal error`,
      met: unanswered.length + failed === 0,
    };
  },
};

/** One person who never stops, and a bot that answers the bot. */
export const costly: FaultTest = {
  name: 'A22',
  title: 'one person with 1,000 commands a minute; two bots that answer each other',
  bar: 'at most 20 answers a minute and person; a loop ends within 3 messages',
  needs: 'database',
  n: { short: 120, full: 1000 },
  pace: 'waits',
  async run(kit, n) {
    const side = await chatSide(kit);
    await side.person('officer', PHONE);
    await side.person('officer', phone(2).value);
    await side.person('officer', phone(3).value);
    for (let i = 0; i < n; i++) await hear(side.runtime, spoken(`flood-${i}`, PHONE, 'who am i'));
    await deliverDue(side.desk);
    // Whoever writes too fast is told so, once.
    const notices = await countOf(side.db, `outbox WHERE reply::text LIKE '%too_many_requests%'`);
    const answers = side.twilio.accepted.length - notices;
    const echoes = await exchanged(side, phone(2).value, (heard) => heard);
    const absent = await exchanged(side, phone(3).value, () => 'I am out of office until Sunday.');
    return {
      figure: `${n} commands: ${answers} answers and ${notices} notice; a bot that repeats what it hears was answered ${echoes} times, one that says it is absent ${absent} times`,
      met: answers <= 20 && notices <= 1 && echoes <= 3 && absent <= 3,
    };
  },
};

/** How often a machine that answers every message gets an answer. */
async function exchanged(
  side: Awaited<ReturnType<typeof chatSide>>,
  from: string,
  answerTo: (heard: string) => string,
): Promise<number> {
  let heard = await side.say(from, 'hello');
  let times = 0;
  while (heard[0] && times < 20) {
    times += 1;
    heard = await side.say(from, answerTo(heard[0]));
  }
  return times;
}

const HOSTILE = [
  `'; DROP TABLE incidents_clean; --`,
  `" OR 1=1 --`,
  `\${process.exit(1)}`,
  '{{7*7}} <%= 7*7 %> #{7*7}',
  `$1 ? ?? :name %s %n`,
  '<script>alert(1)</script>',
  `\\'; SELECT pg_sleep(10); --`,
  'جدول"؛ --',
];

/** Words that would do something if any of our layers took them for code. */
export const injections: FaultTest = {
  name: 'A21',
  title: 'SQL and template text in every field that people fill in',
  bar: 'stored and shown as it came, nothing executed',
  needs: 'database',
  n: { short: 40, full: 5000 },
  fullMinutes: 15,
  pace: 'waits',
  async run(kit, n) {
    const side = await chatSide(kit);
    await side.person('officer', PHONE);
    let changed = 0;
    for (let i = 0; i < n; i++) {
      const text = `${HOSTILE[i % HOSTILE.length]} ${i}`;
      const location = { latitude: 29.3, longitude: 48, label: text };
      await side.say(PHONE, text, i % 3 === 0 ? { location } : i % 3 === 1 ? { button: `text:${text}` } : {});
      const { message } = await rowOf<{ message: { text: string; location: { label: string } | null } }>(
        side.db,
        'SELECT message FROM inbound ORDER BY id DESC LIMIT 1',
      );
      if (message.text !== text || (message.location && message.location.label !== text)) changed += 1;
      const before = side.twilio.accepted.length;
      const named = {
        ...bulletin(1_000_000 + i, phone(1)),
        reply: say('briefings.places', { places: verbatim(text) }),
      };
      await postAll(side.runtime, [named]);
      await deliverDue(side.desk);
      const shown =
        side.twilio.accepted[before]?.body.replace(/[\u2066-\u2069\u200b-\u200f\u2060]/gu, '') ?? '';
      if (letters(shown) !== letters(text)) changed += 1;
    }
    const whole = await countOf(side.db, 'incidents_clean').then(
      () => true,
      () => false,
    );
    return {
      figure: `${n} texts: ${changed} changed, tables ${whole ? 'whole' : 'GONE'}`,
      met: changed === 0 && whole,
    };
  },
};

/** What remains of a text when marks of formatting are made harmless. */
const letters = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '');
