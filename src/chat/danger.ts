import type { Reply } from '../domain/message.js';
import { code, heading, line, reply, text } from '../domain/reply.js';
import type { Danger } from '../nlu/danger.js';

/** Police, fire brigade and ambulance of Kuwait. */
const EMERGENCY_NUMBER = code(112);

/** Said before a figure that somebody in danger may have been given by mistake. */
export const possibleDanger = text('commands.danger.possible', { number: EMERGENCY_NUMBER });

/**
 * What to do first, and nothing else: no menu, no figure, no question. It is the same for everybody, whatever their role
 * allows.
 */
export function dangerReply(danger: Exclude<Danger, 'possible'>): Reply {
  return reply([
    heading(text(`commands.danger.${danger}.first`, { number: EMERGENCY_NUMBER })),
    line(text(`commands.danger.${danger}.then`)),
    line(text('commands.danger.nobody_alerted')),
  ]);
}
