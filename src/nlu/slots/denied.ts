import type { Reading } from '../engine.js';

/** Whether what begins at an offset is given up there: it is named only to say that it is not meant («مو ٤٤», "not Khaled"). */
export const isDenied = ({ source, wording }: Reading, start: number): boolean =>
  wording('denyingNext').test(source.text.slice(0, start));
