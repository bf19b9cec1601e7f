import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Block, RenderLimits, Reply, Text, Value } from '../../src/domain/message.js';
import * as say from '../../src/domain/reply.js';
import { renderReply } from '../../src/i18n/render.js';
import { parts, segments } from '../../src/i18n/segments.js';
import { translatorWith } from './translators.js';

const translator = translatorWith({
  en: { pair: '{{a}} in {{b}}', tag: 'block {{n}} ends' },
  ar: { pair: '{{a}} في {{b}} عبر WhatsApp', tag: 'الفقرة {{n}} انتهت' },
});

const written = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.string({
    unit: fc.constantFrom('س', ' ', '1', '*', '_', '`', '<', '&', '\u202E', '\u2068', '\u2069', '👩‍👩‍👧'),
    maxLength: 60,
  }),
);
const instants = fc.date({ min: new Date('2000-01-01'), max: new Date('2050-01-01'), noInvalidDate: true });
const values: fc.Arbitrary<Value> = fc.oneof(
  written.map(say.verbatim),
  written.map((text) => say.code(text)),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }).map((n) => say.number(n)),
  fc.double({ noNaN: true, min: -5, max: 5 }).map(say.percent),
  fc.constantFrom('salmiya', 'jahra', 'nowhere').map(say.area),
  fc
    .array(fc.constantFrom('theft', 'assault'), { maxLength: 5 })
    .map((ids) => say.listOf(ids.map(say.offence))),
  instants.map(say.instant),
  fc.tuple(instants, instants).map(([from, to]) => say.period({ from, to })),
);
const texts: fc.Arbitrary<Text> = fc.oneof(
  fc.tuple(values, values).map(([a, b]) => say.text('test.pair', { a, b })),
  fc.nat(2000).map((count) => say.text('common.and_more', {}, count)),
  fc.constantFrom('errors.internal', 'roles.officer', 'notes.synthetic').map((key) => say.text(key)),
);
const ranks = fc.integer({ min: 0, max: 9 }) as fc.Arbitrary<0 | 5 | 9>;
const blocks: fc.Arbitrary<Block> = fc.oneof(
  texts.map((text): Block => ({ kind: 'heading', text })),
  fc.tuple(texts, ranks).map(([text, rank]): Block => ({ kind: 'text', text, rank })),
  fc.tuple(texts, ranks).map(([text, rank]): Block => ({ kind: 'note', text, rank })),
  fc
    .tuple(fc.array(texts, { maxLength: 12 }), fc.boolean(), ranks)
    .map(([items, ordered, rank]): Block => ({ kind: 'list', items, ordered, rank })),
  texts.map((label): Block => ({ kind: 'link', label, url: 'https://bot.example/a/b?c=d&e=f' })),
  fc.array(texts, { maxLength: 4 }).map(
    (labels): Block => ({
      kind: 'choices',
      choices: labels.map((label, i) => ({ label, payload: `${i}` })),
    }),
  ),
);
const replies: fc.Arbitrary<Reply> = fc
  .tuple(fc.array(blocks, { maxLength: 8 }), fc.option(texts, { nil: undefined }))
  .map(([found, short]) => say.reply(found, short));
const limits: fc.Arbitrary<RenderLimits> = fc
  .record({
    markup: fc.constantFrom('whatsapp', 'slack', 'plain'),
    maxCharacters: fc.oneof(fc.integer({ min: 20, max: 300 }), fc.constantFrom(1024, 20_000)),
    maxSegments: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
    maxButtons: fc.integer({ min: 0, max: 4 }),
    maxButtonLabel: fc.integer({ min: 5, max: 75 }),
    oneWay: fc.boolean(),
  })
  .map(({ maxSegments, ...rest }) => (maxSegments === undefined ? rest : { ...rest, maxSegments }));
const locales = fc.constantFrom(...translator.locales);
const digits = fc.constantFrom('arab', 'latn', undefined);

/** How deep isolates are nested at most, and whether each is closed on its own line. */
function isolateDepths(text: string): { deepest: number; closed: boolean } {
  let depth = 0;
  let deepest = 0;
  let closed = true;
  for (const char of text) {
    if (/[\u2066-\u2068]/.test(char)) depth++;
    if (char === '\u2069') depth--;
    if (depth < 0 || (char === '\n' && depth !== 0)) closed = false;
    deepest = Math.max(deepest, depth);
  }
  return { deepest, closed: closed && depth === 0 };
}

describe('whatever a reply holds', () => {
  test('it fits the channel, reads in order and is well-formed', () => {
    fc.assert(
      fc.property(replies, locales, limits, digits, (reply, locale, limit, digit) => {
        const { text, buttons } = renderReply(translator, reply, locale, limit, { digits: digit });
        expect(text.length).toBeLessThanOrEqual(limit.maxCharacters);
        if (limit.maxSegments !== undefined)
          expect(segments(text).segments).toBeLessThanOrEqual(limit.maxSegments);
        expect(isolateDepths(text)).toEqual({ deepest: expect.toSatisfy((d) => d <= 1), closed: true });
        expect(text).not.toMatch(/[\p{Cs}\u202A-\u202E\u061C]/u);
        expect(parts(text).join('')).toBe(text);
        for (const { label } of buttons) {
          expect(label.length).toBeLessThanOrEqual(limit.maxButtonLabel);
          expect(label).not.toMatch(/[\p{Cs}\u2066-\u2069]/u);
        }
        expect(buttons.length).toBeLessThanOrEqual(limit.oneWay ? 0 : limit.maxButtons);
      }),
      { numRuns: 300 },
    );
  });

  test('Slack gets no tag but our own links, and no bare ampersand', () => {
    fc.assert(
      fc.property(replies, locales, limits, (reply, locale, limit) => {
        const { text } = renderReply(translator, reply, locale, { ...limit, markup: 'slack' });
        const rest = text.replace(/<https:\/\/bot\.example\/a\/b\?c=d&amp;e=f\|[^<>]*>/g, '');
        expect(rest).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
      }),
      { numRuns: 150 },
    );
  });

  test('nothing is left out while something of a higher rank is shown', () => {
    const ranked = fc.array(fc.integer({ min: 0, max: 9 }) as fc.Arbitrary<0 | 5 | 9>, {
      minLength: 1,
      maxLength: 9,
    });
    fc.assert(
      fc.property(ranked, fc.integer({ min: 30, max: 250 }), locales, (given, maxCharacters, locale) => {
        const reply = say.reply(
          given.map((rank, n) => say.line(say.text('test.tag', { n: say.number(n) }), rank)),
        );
        const limit: RenderLimits = {
          markup: 'plain',
          maxCharacters,
          maxButtons: 0,
          maxButtonLabel: 0,
          oneWay: false,
        };
        const { text } = renderReply(translator, reply, locale, limit, { digits: 'latn' });
        const isShown = (n: number) => new RegExp(`[ \u2066]${n}[ \u2069]`).test(text);
        const shown = given.filter((_, n) => isShown(n));
        const left = given.filter((rank, n) => rank > 0 && !isShown(n));
        expect(Math.max(0, ...shown)).toBeLessThanOrEqual(Math.min(9, ...left));
      }),
    );
  });
});
