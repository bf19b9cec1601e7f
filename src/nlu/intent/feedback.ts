import type { Reading } from '../engine.js';
import type { Wording } from '../wording.js';

/** How a message shows by its form that it gives feedback, so that its words may be about anything. */
const FORMS: readonly Wording[] = ['feedbackHeading', 'feedbackOffered', 'judged', 'machineFails'];

/** Whether a message gives feedback by its form. */
export const givesFeedback = ({ source: { text }, wording }: Reading): boolean =>
  FORMS.some((form) => wording(form).test(text));

/** Whether what is said beside the thanks only praises. */
export const onlyPraises = ({ source: { text }, wording }: Reading): boolean =>
  wording('praise').test(text) && !wording('blame').test(text);
