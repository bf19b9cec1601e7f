import type { Rendered, RenderLimits, Reply } from '../domain/message.js';
import { buttonsOf } from './buttons.js';
import { piecesOf } from './card.js';
import { fitted } from './fit.js';
import type { Digits } from './numbers.js';
import { createPage } from './page.js';
import type { Translator } from './translate.js';

/**
 * A reply in one language for one channel. Pure.
 *
 * What does not fit gives way by rank, 9 first; a list loses its last items to "and N more" before it goes. Blocks of
 * rank 0 stay, and so does a list of rank 1, but lists may be shortened, and where not even three items fit the notes
 * give way to them. When even that is too long the reply's `short` form is sent. What is
 * still too long is cut between words, never inside a grapheme, a figure or an isolate. The text always obeys
 * `limits.maxCharacters` (UTF-16 units) and `limits.maxSegments` (SMS parts).
 *
 * Choices become buttons where the channel has enough of them, else numbered lines; one-way channels show none.
 *
 * @param options.digits the digits that the reader writes; the language's own when left out.
 * @throws AppError `internal` naming a text or value that is missing.
 */
export function renderReply(
  translator: Translator,
  reply: Reply,
  locale: string,
  limits: RenderLimits,
  options: { digits?: Digits | undefined } = {},
): Rendered {
  const page = createPage(translator, { locale, limits, digits: options.digits });
  const buttons = buttonsOf(reply, page);
  const choicesAsText = buttons.length === 0 && !limits.oneWay;
  const text = fitted(piecesOf(reply, page, choicesAsText), reply.short, page);
  return { text, buttons, direction: page.direction };
}
