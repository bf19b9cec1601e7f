import type { Reading } from '../engine.js';
import type { Intent } from '../frame.js';
import { says } from '../text/says.js';

/** "Did you finish it?", "when I finish", «إذا خلصت»: asked or supposed, not told. */
const ASKED_OR_SUPPOSED =
  /\?|^\W*(?:and |so |ok |but )?(?:did|do|does|have (?:i|you|we|they)|has|is|are|am i|was|were|who|what|whats|where|why|how|which|can (?:i|you|we|he|she|they)|could|shall|should|would|will (?:you|he|she|they))\b|\b(?:when|whenever|if|once|unless|until|till|before|as soon as|in case|whether)\b|(?:^|\s)و?(?:هل|متي|اذا|لما|لمن|عندما|حين|حينما|لو|ان كنت|بس (?:ا|ن)خلص|قبل لا|حتي|الي ان|كيف|شلون|ليش|لماذا)(?=\s|$)|\b(?:lamma|lama|etha|itha|eza|meta|mita)\b/u;

/** "I have not finished it", «ما خلصت»: the step is denied, or still to come. */
const DENIED =
  /\b(?:not|never|no|yet|almost|nearly|hardly|barely|cannot|cant|couldnt|wont|dont|doesnt|didnt|havent|hasnt|hadnt|isnt|arent|wasnt|aint|unable|without|half)\b|(?:^|\s)و?(?:ما|لم|لن|ليس|لست|لسه|لسا|للحين|مو|مب|غير|تقريبا|مش)(?=\s|$)|(?:^|\s)ما(?:خلص|انه|كمل|بدا|بدي|وصل|قدر)\p{L}*|\b(?:ma|mo|mu|lessa|lel7een|ma5allast|ma5alast)\b/u;

/** "I will finish it tomorrow", «راح أخلصها»: said of what is to come, which nobody has done. */
const TO_COME =
  /\b(?:will|ill|gonna|going to|about to|tomorrow|later|soon|try|trying|hope|want|need|must)\b|(?:^|\s)(?:راح|رح|سوف|ب(?:ا)?خلص|بنهي|بكمل|سا\p{L}+|سن\p{L}+|باجر|بكره|غدا|لازم|احاول|ابي|اريد)(?=\s|\p{L}*$)|\b(?:ra7|rah|bach[ae]?r|bacher)\b/u;

/**
 * Whether a message tells that a step of a task is taken: it neither asks, nor supposes, nor denies, nor promises it.
 * To decline is itself to deny, and "I will take it" already accepts.
 */
export function toldPlainly(reading: Reading, step: Intent): boolean {
  if (says(reading, ASKED_OR_SUPPOSED)) return false;
  if (step === 'task_decline') return true;
  return !says(reading, DENIED) && !(step === 'task_complete' && says(reading, TO_COME));
}
