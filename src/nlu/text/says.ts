import type { Reading } from '../engine.js';
import type { Wording } from '../wording.js';

/** Whether a message goes like this, in its own letters or, if it is Arabizi, in Arabic ones. */
export function says({ source, spoken, wording }: Reading, name: Wording): boolean {
  const patterns = wording(name);
  return patterns.test(source.text) || (spoken !== '' && patterns.test(spoken));
}
