import { readStamp, readTail, type Stamp, withTail } from './dates.js';
import { remember } from './remember.js';
import { isDigit } from './text.js';

/**
 * Prepares the reading of a column of dates: says of every text what `readStamp` says, but reads each day and each time
 * of day once. A million stamps hold a few thousand days and 1,440 minutes.
 */
export function createStampReader(): (text: string) => Stamp | null {
  const readDay = remember(dayAlone);
  const readTime = remember((text) => readTail(text));
  return (text) => {
    const from = startOfTime(text);
    const day = from < 0 ? null : readDay(text.slice(0, from - 1));
    const time = day ? readTime(text.slice(from)) : undefined;
    return day && time ? withTail(day, time) : readStamp(text);
  };
}

/** A stamp without a time, if it is of a kind that may have one behind a space. */
function dayAlone(text: string): Stamp | null {
  const stamp = readStamp(text);
  return stamp?.time === null && stamp.shape !== 'compact' && stamp.shape !== 'serial' ? stamp : null;
}

/** Where the time begins in `<day> h:mm` or `<day>Thh:mm`; -1 when the text is not plainly so. */
function startOfTime(text: string): number {
  const colon = text.indexOf(':');
  if (colon < 3 || !isDigit(text.charCodeAt(colon - 1))) return -1;
  const from = isDigit(text.charCodeAt(colon - 2)) ? colon - 2 : colon - 1;
  const mark = text[from - 1];
  return (mark === ' ' || mark === 'T') && isDigit(text.charCodeAt(from - 2)) ? from : -1;
}
