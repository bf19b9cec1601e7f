import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escapeFor, harmless } from '../../src/i18n/verbatim.js';

describe('what people wrote cannot act', () => {
  test.each([
    ['direction overrides', 'a\u202Eb\u2066c\u2069\u200Fd', 'abcd'],
    ['zero-width and invisible characters', 'a\u200Bb\u200D\u00AD\uFEFFc\u3164', 'abc'],
    [
      'line breaks and tabs, which could pose as our own lines',
      'one\r\ntwo\tthree\u2028four',
      'one two three four',
    ],
    ['control characters', 'a\u0000\u0007\u001Bb', 'ab'],
    ['half a surrogate pair', 'a\uD83Db', 'a\uFFFDb'],
    ['towers of marks', `e${'\u0301'.repeat(50)}`, `e${'\u0301'.repeat(4)}`],
  ])('%s', (_what, written, shown) => {
    expect(harmless(written, 'plain')).toBe(shown);
  });

  test.each([
    ['*bold*', '∗bold∗'],
    ['_italics_', 'ˍitalicsˍ'],
    ['~struck~', '∼struck∼'],
    ['```code```', 'ˋˋˋcodeˋˋˋ'],
    ['user_12', 'user_12'],
    ['@channel and @Here', '＠channel and ＠Here'],
    ['ali@here.example', 'ali@here.example'],
    ['>> quote', '›› quote'],
  ])('%s is inert in WhatsApp and Slack, and untouched where there is no markup', (written, shown) => {
    expect(harmless(written, 'whatsapp')).toBe(shown);
    expect(harmless(written, 'slack')).toBe(shown);
    expect(harmless(written, 'plain')).toBe(written);
  });

  test('Slack sees no mention, link or entity', () => {
    expect(escapeFor('slack', harmless('<!channel> <@U1> <https://evil|ok> &lt;', 'slack'))).toBe(
      '&lt;!channel&gt; &lt;@U1&gt; &lt;https://evil|ok&gt; &amp;lt;',
    );
  });

  test('cleaning is done after one pass, and its outcome is well-formed and visible', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.constantFrom('plain', 'slack', 'whatsapp'),
        (written, markup) => {
          const once = harmless(written, markup);
          expect(harmless(once, markup)).toBe(once);
          expect(once).not.toMatch(/[\p{Cs}\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        },
      ),
    );
  });
});
