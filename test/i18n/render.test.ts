import { describe, expect, test } from 'vitest';
import type { RenderLimits, Reply } from '../../src/domain/message.js';
import * as say from '../../src/domain/reply.js';
import { renderReply } from '../../src/i18n/render.js';
import { segments } from '../../src/i18n/segments.js';
import { translatorWith, visible } from './translators.js';

const translator = translatorWith({
  en: {
    title: 'Thefts in {{place}}',
    total_one: '{{count}} theft, {{change}} on the week before',
    total_other: '{{count}} thefts, {{change}} on the week before',
    row: '{{place}}: {{number}}',
    short: '{{place}}: {{number}} thefts, {{period}}',
    details: 'Details',
    assign: 'Assign task {{task}}',
    later: 'Later',
    none: 'None',
    said: '{{who}} said: {{what}}',
  },
  ar: {
    title: 'السرقات في {{place}}',
    total_zero: 'لا سرقات، {{change}} عن الأسبوع السابق',
    total_one: 'سرقة واحدة، {{change}} عن الأسبوع السابق',
    total_two: 'سرقتان، {{change}} عن الأسبوع السابق',
    total_few: '{{count}} سرقات، {{change}} عن الأسبوع السابق',
    total_many: '{{count}} سرقة، {{change}} عن الأسبوع السابق',
    total_other: '{{count}} سرقة، {{change}} عن الأسبوع السابق',
    row: '{{place}}: {{number}}',
    short: '{{place}}: {{number}} سرقة، {{period}}',
    details: 'التفاصيل',
    assign: 'إسناد المهمة {{task}}',
    later: 'لاحقًا',
    none: 'لا شيء',
    said: 'قال {{who}}: {{what}}',
  },
});

const EMAIL: RenderLimits = {
  markup: 'plain',
  maxCharacters: 20_000,
  maxButtons: 0,
  maxButtonLabel: 0,
  oneWay: false,
};
const WHATSAPP: RenderLimits = {
  markup: 'whatsapp',
  maxCharacters: 1024,
  maxButtons: 3,
  maxButtonLabel: 20,
  oneWay: false,
};
const SLACK: RenderLimits = {
  markup: 'slack',
  maxCharacters: 3000,
  maxButtons: 5,
  maxButtonLabel: 75,
  oneWay: false,
};
const SMS: RenderLimits = {
  markup: 'plain',
  maxCharacters: 1600,
  maxSegments: 1,
  maxButtons: 0,
  maxButtonLabel: 0,
  oneWay: true,
};

const week = say.period({
  from: new Date('2026-03-01T00:00:00+03:00'),
  to: new Date('2026-03-08T00:00:00+03:00'),
});
const row = (place: string, number: number) =>
  say.text('test.row', { place: say.area(place), number: say.number(number) });

const card: Reply = say.reply(
  [
    say.heading(say.text('test.title', { place: { kind: 'governorate', id: 'hawalli' } })),
    say.line(say.text('test.total', { change: say.percent(-0.12) }, 1234)),
    say.ranking([row('salmiya', 640), row('hawalli', 310), row('jabriya', 170), row('rumaithiya', 114)], 2),
    say.note(say.text('notes.period', { period: week }), 4),
    say.note(say.text('notes.synthetic'), 1),
    { kind: 'link', label: say.text('test.details'), url: 'https://bot.example/d/1?a=1&b=2', rank: 5 },
    say.choices([
      { label: say.text('test.assign', { task: say.code(12) }), payload: 'assign:12' },
      { label: say.text('test.later'), payload: 'later' },
    ]),
  ],
  say.text('test.short', {
    place: { kind: 'governorate', id: 'hawalli' },
    number: say.number(1234),
    period: week,
  }),
);

const lines = (text: string): string[] => visible(text).split('\n');

describe('one reply, three sizes', () => {
  test('the full card in English', () => {
    const { text, buttons, direction } = renderReply(translator, card, 'en', EMAIL);
    expect(lines(text)).toEqual([
      'Thefts in Hawalli',
      '1,234 thefts, -12% on the week before',
      '1. Salmiya: 640',
      '2. Hawalli: 310',
      '3. Jabriya: 170',
      '4. Rumaithiya: 114',
      '',
      'Period: 1-7 March 2026',
      'Synthetic demo data, not real incidents',
      'Details:',
      'https://bot.example/d/1?a=1&b=2',
      '',
      '1) Assign task 12',
      '2) Later',
    ]);
    expect({ buttons, direction }).toEqual({ buttons: [], direction: 'ltr' });
  });

  test('the full card in Arabic', () => {
    const { text, direction } = renderReply(translator, card, 'ar', EMAIL);
    expect(lines(text)).toEqual([
      'السرقات في حولي',
      '[r ١٬٢٣٤] سرقة، [r -١٢٪] عن الأسبوع السابق',
      '١. السالمية: [r ٦٤٠]',
      '٢. حولي: [r ٣١٠]',
      '٣. الجابرية: [r ١٧٠]',
      '٤. الرميثية: [r ١١٤]',
      '',
      'الفترة: [r ١–٧ مارس ٢٠٢٦]',
      'بيانات تجريبية مصطنعة وليست بلاغات حقيقية',
      'التفاصيل:',
      'https://bot.example/d/1?a=1&b=2',
      '',
      '١) إسناد المهمة [l ١٢]',
      '٢) لاحقًا',
    ]);
    expect(direction).toBe('rtl');
  });

  test('the WhatsApp card marks its heading and turns choices into buttons', () => {
    const english = renderReply(translator, card, 'en', WHATSAPP);
    expect(lines(english.text)[0]).toBe('*Thefts in Hawalli*');
    expect(lines(english.text)).toContain('_Period: 1-7 March 2026_');
    const arabic = renderReply(translator, card, 'ar', WHATSAPP, { digits: 'latn' });
    expect(lines(arabic.text).slice(0, 3)).toEqual([
      '*السرقات في حولي*',
      '[l 1,234] سرقة، [l -12%] عن الأسبوع السابق',
      '1. السالمية: [l 640]',
    ]);
    expect(arabic.buttons).toEqual([
      { label: 'إسناد المهمة 12', payload: 'assign:12' },
      { label: 'لاحقًا', payload: 'later' },
    ]);
  });

  test('one SMS part holds what matters most', () => {
    const english = renderReply(translator, card, 'en', SMS).text;
    expect(lines(english)).toEqual([
      'Thefts in Hawalli',
      '1,234 thefts, -12% on the week before',
      '1. Salmiya: 640',
      '2. Hawalli: 310',
      '3. Jabriya: 170',
      'and 1 more',
      'Synthetic demo data, not real incidents',
    ]);
    expect(segments(english)).toEqual({ encoding: 'GSM-7', units: 154, segments: 1 });
    const arabic = renderReply(translator, card, 'ar', SMS).text;
    expect(visible(arabic)).toBe('السرقات في حولي\n[r ١٬٢٣٤] سرقة، [r -١٢٪] عن الأسبوع السابق');
    expect(segments(arabic).segments).toBe(1);
  });

  test('an Arabic SMS part falls back on the short form', () => {
    const blocks = [
      ...card.blocks,
      say.line(say.text('notes.synthetic')),
      say.line(say.text('errors.internal')),
    ];
    const { text } = renderReply(translator, { ...card, blocks }, 'ar', SMS);
    expect(visible(text)).toBe('حولي: [r ١٬٢٣٤] سرقة، [r ٠١/٠٣ – ٠٧/٠٣/٢٠٢٦]');
    expect(text.length).toBeLessThanOrEqual(67);
  });
});

describe('what gives way first', () => {
  const items = Array.from({ length: 40 }, (_, i) => row('salmiya', i + 1));
  const small = (maxCharacters: number): RenderLimits => ({ ...EMAIL, maxCharacters });
  const listing = say.reply([
    say.heading(say.text('test.later')),
    say.bullets(items),
    say.note(say.text('notes.synthetic'), 9),
  ]);

  test('the highest rank, and of a list the last items', () => {
    const { text } = renderReply(translator, listing, 'en', small(60));
    expect(lines(text)).toEqual(['Later', '- Salmiya: 1', '- Salmiya: 2', '- Salmiya: 3', 'and 37 more']);
  });
  test('the notes before the few items that are the answer', () => {
    const answer = say.reply([
      say.heading(say.text('test.later')),
      say.ranking([row('salmiya', 8), row('hawalli', 4)], 1),
      say.note(say.text('notes.period', { period: week })),
      say.shortenedNote(say.text('notes.synthetic'), say.text('test.none'), 2),
    ]);
    const shownOf = (maxCharacters: number) =>
      lines(renderReply(translator, answer, 'en', small(maxCharacters)).text);
    const items = ['Later', '1. Salmiya: 8', '2. Hawalli: 4'];
    expect(shownOf(200)).toHaveLength(6);
    expect(shownOf(70)).toEqual([...items, '', 'Period: 1-7 March 2026']);
    expect(shownOf(40)).toEqual(items);
    expect(shownOf(32)).toEqual(['Later', '1. Salmiya: 8', 'and 1 more']);
    const sms = renderReply(translator, answer, 'en', { ...SMS, maxSegments: 3 }).text;
    expect(lines(sms).at(-1)).toBe('None');
  });
  test('a line above a list goes with it', () => {
    const answer = say.reply([
      say.heading(say.text('test.later')),
      say.intro(say.text('test.none'), 3),
      say.bullets([row('salmiya', 8)], 3),
    ]);
    const shownOf = (maxCharacters: number) =>
      lines(renderReply(translator, answer, 'en', small(maxCharacters)).text);
    expect(shownOf(40)).toEqual(['Later', 'None', '- Salmiya: 8']);
    expect(shownOf(12)).toEqual(['Later']);
  });
  test('a list too short to be worth it gives way to the short form', () => {
    const { text } = renderReply(translator, { ...listing, short: say.text('test.none') }, 'en', small(45));
    expect(text).toBe('None');
  });
  test('without a short form the text is cut between words', () => {
    const long = say.say('errors.internal');
    expect(renderReply(translator, long, 'en', small(40)).text).toBe('Something went wrong on our side....');
    expect(renderReply(translator, long, 'en', { ...small(40), markup: 'whatsapp' }).text).toBe(
      'Something went wrong on our side.…',
    );
  });
  test('a figure is shown whole or not at all', () => {
    const { text } = renderReply(translator, say.reply([say.line(row('salmiya', 1234567))]), 'en', small(14));
    expect(text).toBe('Salmiya:...');
  });
  test('a long word of ours or theirs is broken between graphemes and its isolate is closed', () => {
    const what = say.verbatim('🇰🇼'.repeat(50));
    const reply = say.say('test.said', { who: say.verbatim('Ali'), what });
    expect(visible(renderReply(translator, reply, 'ar', small(30)).text)).toBe('قال [? Ali]:...');
    const alone = say.reply([say.line(row('x'.repeat(50), 1))]);
    expect(visible(renderReply(translator, alone, 'ar', small(20)).text)).toBe(
      `[rlm][? ${'x'.repeat(14)}...]`,
    );
  });
  test('a reader without an answer channel is offered no choice', () => {
    const text = renderReply(translator, say.reply(card.blocks), 'en', { ...SMS, maxSegments: 10 }).text;
    expect(text).not.toMatch(/Assign|Later/);
  });
});

describe('choices', () => {
  const choices = (...names: string[]) =>
    say.reply([
      say.choices(
        names.map((name) => ({
          label: say.text('test.row', { place: say.verbatim(name), number: say.number(1) }),
          payload: name,
        })),
      ),
    ]);

  test('more than the channel has buttons become numbered lines', () => {
    const { text, buttons } = renderReply(translator, choices('a', 'b', 'c', 'd'), 'en', WHATSAPP);
    expect(buttons).toEqual([]);
    expect(lines(text)).toEqual(['1) a: 1', '2) b: 1', '3) c: 1', '4) d: 1']);
  });
  test('labels that would look alike once cut become numbered lines too', () => {
    const { text, buttons } = renderReply(
      translator,
      choices(`${'x'.repeat(30)} a`, `${'x'.repeat(30)} b`),
      'en',
      WHATSAPP,
    );
    expect(buttons).toEqual([]);
    expect(lines(text)[1]).toBe(`2) ${'x'.repeat(30)} b: 1`);
  });
  test('long labels are cut between words', () => {
    const { buttons } = renderReply(translator, choices('Salmiya police station north'), 'en', WHATSAPP);
    expect(buttons[0]?.label).toBe('Salmiya police…');
  });
});

describe('markup of people cannot act', () => {
  const reply = say.say('test.said', {
    who: say.verbatim('*Ali* _x_'),
    what: say.verbatim('<!channel> & @here `x`'),
  });
  test('on Slack', () => {
    expect(renderReply(translator, reply, 'en', SLACK).text).toBe(
      '∗Ali∗ ˍxˍ said: &lt;!channel&gt; &amp; ＠here ˋxˋ',
    );
  });
  test('on WhatsApp', () => {
    expect(renderReply(translator, reply, 'en', WHATSAPP).text).toBe(
      '∗Ali∗ ˍxˍ said: <!channel> & ＠here ˋxˋ',
    );
  });
  test('a link on Slack keeps its address whole', () => {
    expect(renderReply(translator, card, 'en', SLACK).text).toContain(
      '<https://bot.example/d/1?a=1&amp;b=2|Details>',
    );
  });
});
