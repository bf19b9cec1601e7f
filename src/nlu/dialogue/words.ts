import type { Reading } from '../engine.js';
import type { Evidence } from '../intent/evidence.js';
import { says } from '../text/says.js';

// Ways in which a message leans on the one before it; languages are mixed in one message.

/** It begins like something that goes on: "and", "what about". */
export const leansByStart = (reading: Reading): boolean => says(reading, 'following');
/** It points at what was shown: "list them". */
export const pointsAtThings = (reading: Reading): boolean => says(reading, 'pointing');
/** It asks for a part of what was counted: "how many of them". */
export const asksForPart = (reading: Reading): boolean => says(reading, 'ofThem');
/** It points at the place that was asked about: "there". */
export const pointsAtPlace = (reading: Reading): boolean => says(reading, 'there');
/** It ends like something that goes on: "too", "as well". */
export const leansByEnd = (reading: Reading): boolean => says(reading, 'leaningEnd');
/** "What about": of something else the same. */
export const asksWhatAbout = (reading: Reading): boolean => says(reading, 'whatAbout');
/** A bare "where?". */
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
