import type { Reading } from '../engine.js';
import { says } from '../text/says.js';

// Ways in which a message leans on the one before it; languages are mixed in one message.

export const leansByStart = (reading: Reading): boolean => says(reading, 'following');
export const pointsAtThings = (reading: Reading): boolean => says(reading, 'pointing');
export const asksForPart = (reading: Reading): boolean => says(reading, 'ofThem');
export const pointsAtPlace = (reading: Reading): boolean => says(reading, 'there');
export const leansByEnd = (reading: Reading): boolean => says(reading, 'leaningEnd');
export const asksWhatAbout = (reading: Reading): boolean => says(reading, 'whatAbout');
export const asksWhere = (reading: Reading): boolean => says(reading, 'asksWhere');
