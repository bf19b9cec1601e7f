import { commandFor } from '../commands/index.js';
import { placeNames } from '../commands/query.js';
import type { Reply } from '../domain/message.js';
import { choices, line, listOf, phrase, reply, text, verbatim } from '../domain/reply.js';
import type { Slots } from '../nlu/frame.js';
import type { Understood } from './understand.js';

/**
 * The question before an action of which a part was guessed: what would be done, to be answered yes or no. Null when
 * nothing was guessed, nothing would change, or the person has already said yes.
 */
export function confirmationFor(
  { frame, confirmed }: Pick<Understood, 'frame' | 'confirmed'>,
  question: number,
): Reply | null {
  if (confirmed || frame.guessed.length === 0 || !commandFor(frame.intent).acts) return null;
  const parts = describedSlots(frame.slots);
  return reply([
    line(
      frame.intent === 'undo'
        ? text('commands.undo.offer')
        : text('commands.confirm.question', {
            intent: phrase(text(`intents.${frame.intent}`)),
            parts: parts.length > 0 ? listOf(parts) : phrase(text('commands.confirm.no_parts')),
          }),
    ),
    choices([
      { label: text('commands.confirm.yes'), payload: `yes:${question}` },
      { label: text('commands.confirm.no'), payload: `no:${question}` },
    ]),
  ]);
}

function describedSlots(slots: Slots) {
  const ids = [slots.task_id ?? slots.alert_id ?? []].flat();
  return [
    ...ids.map((value) => ({ kind: 'code', value }) as const),
    ...(slots.assignee ? [verbatim(slots.assignee)] : []),
    ...placeNames(slots),
    ...(slots.task_text ? [verbatim(slots.task_text)] : []),
  ];
}
