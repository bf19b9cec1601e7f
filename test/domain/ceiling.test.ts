import { describe, expect, it } from 'vitest';
import { carries, FIELD_CLASSES, withinCeiling } from '../../src/domain/ceiling.js';
import { CHANNELS } from '../../src/domain/message.js';
import {
  bullets,
  choices,
  code,
  heading,
  line,
  listOf,
  phrase,
  reply,
  text,
  verbatim,
} from '../../src/domain/reply.js';

describe('the data ceiling', () => {
  it('is a table: what each channel may carry', () => {
    expect(
      Object.fromEntries(
        CHANNELS.map((name) => [name, FIELD_CLASSES.filter((fields) => carries(name, fields))]),
      ),
    ).toEqual({
      whatsapp: ['figures', 'incidents', 'words'],
      sms: ['figures'],
      slack: ['figures', 'incidents', 'words'],
      email: ['figures', 'incidents', 'words'],
      terminal: ['figures', 'incidents', 'words', 'positions'],
    });
  });

  const accept = choices([{ label: text('accept'), payload: 'accept:7' }]);
  const short = text('short', { id: code(7) });

  it.each([
    ['a value', line(text('k', { what: verbatim('watch the red car') }))],
    ['a text inside', heading(text('k', { what: phrase(text('l', { what: verbatim('the red car') })) }))],
    ['a list inside', bullets([text('k', { who: listOf([code(1), verbatim('the red car')]) })])],
  ])('leaves of a reply with people’s words in %s only its one line and what can be done', (_, block) => {
    const told = withinCeiling(reply([block, accept], short), 'sms');
    expect(told.blocks).toEqual([{ kind: 'text', text: short }, accept]);
    expect(JSON.stringify(told)).not.toContain('red car');
  });

  it('changes nothing where words may go, and nothing of figures', () => {
    const words = reply([line(text('k', { what: verbatim('watch the red car') })), accept], short);
    expect(withinCeiling(words, 'whatsapp')).toBe(words);
    const figures = reply([line(text('k', { n: code(3) })), accept], short);
    expect(withinCeiling(figures, 'sms')).toEqual(figures);
  });

  const red = text('k', { what: verbatim('the red car') });
  const withheld = text('delivery.withheld');

  it.each([
    ['no line of its own', reply([bullets([red]), accept])],
    ['a line that says them too', reply([bullets([red]), accept], red)],
  ])('tells by a fixed sentence a reply with people’s words that has %s', (_, told) => {
    expect(withinCeiling(told, 'sms').blocks).toMatchObject([{ text: { key: withheld.key } }, accept]);
    expect(JSON.stringify(withinCeiling(told, 'sms'))).not.toContain('red car');
  });

  it('leaves people’s words neither in the one line of figures nor on a button or a link', () => {
    const figures = reply([line(text('k', { n: code(3) }))], red);
    expect(withinCeiling(figures, 'sms')).toEqual(reply(figures.blocks));
    const buttons = reply([
      choices([{ label: red, payload: 'a' }]),
      { kind: 'link', label: red, url: 'https://x.test' },
      choices([{ label: red, payload: 'a' }, ...(accept.kind === 'choices' ? accept.choices : [])]),
    ]);
    expect(withinCeiling(buttons, 'sms').blocks.slice(1)).toEqual([accept]);
  });
});
