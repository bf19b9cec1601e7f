import type { types } from '@slack/bolt';
import type { Rendered } from '../../domain/message.js';

/** Slack's bounds: characters of a section, buttons of a row that stay readable, of a label and of what it carries. */
const MOST_SECTION = 3000;
const MOST_BUTTONS = 5;
const MOST_LABEL = 75;
const MOST_VALUE = 2000;

const RIGHT_TO_LEFT_MARK = '\u200F';

/** A rendered message as blocks: sections cut between lines, then its buttons. */
export function slackBlocks({ text, buttons, direction }: Rendered): types.KnownBlock[] {
  const mark = direction === 'rtl' ? RIGHT_TO_LEFT_MARK : '';
  const sections = sectionTexts(text, MOST_SECTION - mark.length).map(
    (part): types.SectionBlock => ({
      type: 'section',
      // verbatim: Slack must not turn words into links or mentions.
      text: { type: 'mrkdwn', text: `${mark}${part}`, verbatim: true },
    }),
  );
  if (buttons.length === 0) return sections;
  const elements = buttons.slice(0, MOST_BUTTONS).map(
    ({ label, payload }, index): types.Button => ({
      type: 'button',
      action_id: `choice_${index}`,
      text: { type: 'plain_text', text: label.slice(0, MOST_LABEL), emoji: false },
      value: payload.slice(0, MOST_VALUE),
    }),
  );
  return [...sections, { type: 'actions', elements }];
}

/** Cuts a text into parts of at most `most` units: between lines, or between graphemes where a line is longer. */
export function sectionTexts(text: string, most: number): string[] {
  const parts: string[] = [];
  let part = '';
  for (const piece of text
    .split(/(?<=\n)/)
    .flatMap((line) => (line.length > most ? graphemes(line) : [line]))) {
    if (part.length + piece.length > most) {
      parts.push(part);
      part = '';
    }
    part += piece;
  }
  return [...parts, part].map((each) => each.trim()).filter((each) => each !== '');
}

function graphemes(line: string): string[] {
  return Array.from(
    new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(line),
    (s) => s.segment,
  );
}
