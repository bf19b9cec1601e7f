import type { Reply } from '../domain/message.js';
import { latinDigits, singlesOutAPerson } from '../domain/personal.js';
import { area, code, listOf, say } from '../domain/reply.js';
import type { Slots } from '../nlu/frame.js';

/** Kuwait's residential areas have no block beyond this number. */
const LARGEST_BLOCK = 25;
const BLOCK = /(?:\b(?:block|blk)|(?:^|\s)(?:ال|بال|لل)?قطع[ةه])\s*(?:no\.?|number|رقم)?\s*(\d{1,9})/giu;
const EITHER = /(?:^|\s)(?:or|أو|او)(?=\s)/iu;
const REPEATS =
  /\b(?:every|each)\s+(?:other\s+)?(?:day|night|morning|evening|week|weekend|shift|hour|sun|mon|tue|wed|thu|fri|sat)|\b(?:daily|nightly|weekly)\b|(?:^|\s)(?:كل\s+(?:يوم|ليل|صباح|مساء|أسبوع|اسبوع|نوب|شفت|ساع)|يوميا|أسبوعيا|اسبوعيا)/iu;

/**
 * What has to be answered before the words of an order reach another phone: words about a person, a block that cannot
 * be, one of two places. Null when nothing has.
 */
export function doubtAbout(words: string, { areas = [] }: Slots): Reply | null {
  if (singlesOutAPerson(words)) return say('commands.task_assign.personal');
  for (const [, digits = ''] of latinDigits(words).matchAll(BLOCK)) {
    const block = Number(digits);
    if (block < 1 || block > LARGEST_BLOCK) {
      return say('commands.task_assign.no_such_block', { block: code(block), last: code(LARGEST_BLOCK) });
    }
  }
  if (areas.length > 1 && EITHER.test(words)) {
    return say('commands.task_assign.which_area', { areas: listOf(areas.map(area)) });
  }
  return null;
}

/** True for "every night", «كل ليلة»: an order is for once. */
export function asksToRepeat(words: string): boolean {
  return REPEATS.test(words.normalize('NFKC').replace(/[\u064B-\u0652\u0640]/g, ''));
}
