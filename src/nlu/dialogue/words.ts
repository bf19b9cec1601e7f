import type { Reading } from '../engine.js';
import type { Evidence } from '../intent/evidence.js';
import { says } from '../text/says.js';

// Ways in which a message leans on the one before it; languages are mixed in one message.

export const leansByStart = (reading: Reading): boolean => says(reading, 'following');
export const pointsAtThings = (reading: Reading): boolean => says(reading, 'pointing');
export const asksForPart = (reading: Reading): boolean => says(reading, 'ofThem');
export const pointsAtPlace = (reading: Reading): boolean => says(reading, 'there');
export const leansByEnd = (reading: Reading): boolean => says(reading, 'leaningEnd');
export const asksWhatAbout = (reading: Reading): boolean => says(reading, 'whatAbout');
export const asksWhere = (reading: Reading): boolean => says(reading, 'asksWhere');

/** "Just", «بس»: nothing but what is named. */
export const limitsTo = ({ reading }: Evidence): boolean =>
  reading.nodes.some(({ symbol, how }) => symbol === 'only' && how !== 'typo');

/** How many words a correction has: "widen it to". */
export const correctingWords = ({ cues, reading }: Evidence): number =>
  cues.has('correction')
    ? Math.max(
        1,
        ...reading.nodes
          .filter((node) => node.symbol === 'cue' && node.value === 'correction')
          .map(({ start, end }) => reading.source.text.slice(start, end).split(' ').length),
      )
    : 0;
