import type { Reading } from '../engine.js';

/** Whether a message goes like this, in its own letters or, if it is Arabizi, in Arabic ones. */
export const says = ({ source, spoken }: Reading, pattern: RegExp): boolean =>
  pattern.test(source.text) || (spoken !== '' && pattern.test(spoken));
