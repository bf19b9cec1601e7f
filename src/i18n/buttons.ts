import type { Choice, Rendered, Reply } from '../domain/message.js';
import { cutToFit } from './cut.js';
import type { Page } from './page.js';

/** The buttons of a reply; empty where the channel shows its choices as numbered text, or takes no answer at all. */
export function buttonsOf(reply: Reply, page: Page): Rendered['buttons'] {
  const choices = reply.blocks.flatMap((block) => (block.kind === 'choices' ? block.choices : []));
  if (page.limits.oneWay || choices.length > page.limits.maxButtons) return [];
  const buttons = choices.map((choice) => ({ label: labelOf(choice, page), payload: choice.payload }));
  // Two labels that look alike once cut would leave people guessing: the numbered text shows them whole.
  const distinct = new Set(buttons.map((button) => button.label)).size === buttons.length;
  return distinct ? buttons : [];
}

/** A label stands alone, outside any sentence and markup: it needs no isolates, and providers count its characters. */
function labelOf(choice: Choice, page: Page): string {
  const label = page.write(choice.label, { isolates: false, markup: 'plain' });
  return cutToFit(label, '\u2026', (shorter) => shorter.length <= page.limits.maxButtonLabel);
}
