import type { Reading } from '../engine.js';
import { says } from '../text/says.js';

/**
 * Words by which a message leans on the one before it, in folded text; English and Arabic side by side, because both
 * come in one message. What they mean is said where they are used.
 */

/** Starts of a message that continues the last one. */
const FOLLOWING_LATIN =
  /^(?:and|also|add|include|plus|as well|(?:what|how|wat|wht|wt|hw) (?:about|abt|bout|abut)|only|just|but|same|i mean|i meant|vs|versus|instead|make it|make that|for|in|by|except|without|excluding|minus|apart from|other than|leaving out|no|not|nope|ok|okay|then|this time|now|wa|w|bas|bs|la|wel|u|sorry|actually|rather|compare|compared|back to|go back to|return to|repeat|6ayeb|tayeb|zain|qasdi|ga9di|gasdi|na?fs|garenha|qarenha)(?=[\s,?!.]|$)/u;
const FOLLOWING_ARABIC =
  /^(?:و(?!ين|ش\b|قت|صل|زع|قف|جه|رن|ضع|اجب|ردي)\p{L}|(?:بس|فقط|طيب|زين|ضيف|اضف|اضيف|زيد|شنو عن|ماذا عن|وماذا عن|شلون عن|نفس|نفسه|نفسها|نفسهم|نفس الشي|نفس الشيء|كذلك|برضه|برضو|ايضا|لا|خلها|خليها|خلهم|خلوها|اجعلها|اجعله|سوها|صيرها|طولها|قصدي|اقصد|ما عدا|ماعدا|بدون|حسب|غير|مع|مقابل|مقارنه|قارنها|عفوا|اسف|سوري|الحين|بل|ارجع ل\S*|ارجع الي|رجعني ل\S*|نرجع ل\S*|كرر|كررها|اعد|اعدها|عيد|عيدها|وسع|وسعها|كبر|كبرها|صغر|صغرها|قلل|قللها|مدد|مددها|زود|زودها)(?=[\s,?!.]|$))/u;

/** "Back to Daiya", «ارجع للدعية»: the last question, for what was named before. */
const POINTING =
  /\b(?:them|those|it|that|these|ones|yahom|iyahom|ha)\b|(?:هم|ها|هذي|هذول|منهم)(?:[\s?!.,]|$)/u;

/** "How many of them were at night?", «كم منها بالليل»: a part of what was asked about. */
const OF_THEM =
  /\b(?:of|among|from) (?:them|those|these|it)\b|(?:^|\s)(?:منها|منهم|منهن|من هذي|من هذول|من بينها|من بينهم)(?=[\s?!.,]|$)|\b(?:menha|minha|menhom|minhom|menhum)\b/u;

/** "What happened there yesterday?", «شنو صار فيها أمس»: in the place that was asked about. */
const THERE =
  /\bthere\b(?! (?:is|are|was|were|any|been|be|a|an|more|have|has)\b)(?<!\b(?:is|are|was|were|if) there)|(?:^|\s)(?:فيها|بها|هناك|عندهم)(?=[\s?!.,]|$)|\b(?:hnak|hnaak|honak)\b/u;

/** "Where should I patrol then?", «وحولي بعد؟». */
const LEANING_END = /\b(?:then|too|as well)\W*$|\s(?:بعد|كذلك|ايضا|برضه|برضو)\P{L}*$/u;

/** "What about Jahra" is no wish to be told about a place. */
const WHAT_ABOUT =
  /^\W*(?:and |ok |then )?(?:what|how|wat|wht|wt|hw) (?:about|abt|bout|abut)\b|^\P{L}*(?:طيب |زين |اوكي )?و?(?:ماذا|شنو|شلون) عن(?:\s|$)/u;

/** "Where exactly?", "where are they?", «وين صارت؟»: the places of what was asked about. */
const ASKS_WHERE =
  /^\W*(?:(?:and|so|ok|but) )?where(?: exactly| precisely| abouts)?(?: (?:are|is|was|were|did) (?:they|it|those|these|that|this)(?: happen| take place)?)?\W*$|^\P{L}*(?:طيب |زين )?و?(?:وين|اين|فين)(?:\s(?:بالضبط|تحديدا|بالتحديد|صارت|صاروا|صار|وقعت|وقع|حصلت|حدثت|كانت|استوت|مكانها|مكانهم|هم|هي))*\P{L}*$|^\W*w?(?:wain|wayn|wein|ween|wen)(?: (?:9arat|sarat|9aro|saro|9ar|sar|bel6ab6))?\W*$/u;

export const leansByStart = (reading: Reading): boolean =>
  says(reading, FOLLOWING_LATIN) || says(reading, FOLLOWING_ARABIC);
export const pointsAtThings = (reading: Reading): boolean => says(reading, POINTING);
export const asksForPart = (reading: Reading): boolean => says(reading, OF_THEM);
export const pointsAtPlace = (reading: Reading): boolean => says(reading, THERE);
export const leansByEnd = (reading: Reading): boolean => says(reading, LEANING_END);
export const asksWhatAbout = (reading: Reading): boolean => says(reading, WHAT_ABOUT);
export const asksWhere = (reading: Reading): boolean => says(reading, ASKS_WHERE);
