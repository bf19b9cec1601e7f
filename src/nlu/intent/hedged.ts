import type { Intent } from '../frame.js';
import type { Cue } from './cue.js';
import type { Evidence } from './evidence.js';

/** Intents that change something, with their words of command. */
export const VERBS: Partial<Record<Intent, readonly Cue[]>> = {
  report_incident: ['report'],
  task_assign: ['assign', 'order'],
  task_accept: ['accept'],
  task_start: ['start'],
  task_complete: ['complete'],
  task_decline: ['decline'],
  alert_ack: ['ack'],
  subscribe: ['subscribe'],
  unsubscribe: ['unsubscribe'],
  undo: ['undo'],
};

/**
 * Whether an act is only asked about, denied or told: "should I assign Salem?", «ما كلفت سالم», "I assigned Salem
 * yesterday". Such a message is no order; whoever wrote it is asked before anything is done.
 */
export function hedged(intent: Intent, evidence: Evidence): boolean {
  if (VERBS[intent] === undefined || intent === 'report_incident') return false;
  const { source, spoken } = evidence.reading;
  const texts = [source.text, ...(spoken === '' ? [] : [spoken])];
  if (texts.some((text) => POLITE.test(text) && !ASKED_OF_OTHERS.test(text))) return false;
  return (
    texts.some((text) => ASKED.test(text) || ASKED_OF_OTHERS.test(text) || ENDS_ASKING.test(text)) ||
    (!REFUSES.has(intent) &&
      (texts.some((text) => DENIED.test(text)) || deniedBeforeVerb(intent, evidence))) ||
    (TOLD_ACTS.has(intent) && texts.some((text) => TOLD.test(text)))
  );
}

/** A denial is what these say: "I cannot do 12", "don't send me alerts", "I didn't mean that". */
const REFUSES: ReadonlySet<Intent> = new Set<Intent>(['task_decline', 'unsubscribe', 'undo']);

/** Steps of a task are reported in the past ("accepted 12"); an order or a subscription is not. */
const TOLD_ACTS: ReadonlySet<Intent> = new Set<Intent>(['task_assign', 'subscribe', 'unsubscribe']);

/** An order in the form of a question to the bot: "could you assign …?", «ممكن تكلف …؟». */
const POLITE =
  /^\W*(?:(?:hi|hello|hey|ok|please|pls|so|and|bot) )*(?:can|could|would|will|cld|cud) (?:you|u|ya)\b|^\P{L}*(?:(?:لو سمحت|من فضلك|السلام عليكم|هلا|تكفي|رجاء|طيب) )*(?:هل )?(?:من )?(?:ال)?(?:ممكن|تقدر|تقدرين|تقدرون|يمكنك|بامكانك|تستطيع|تستطيعون) /u;

/** «ممكن سالم يمر على حولي؟», «ممكن اكلف سالم؟»: a question about others or oneself. */
const ASKED_OF_OTHERS = /^\P{L}*(?:هل )?(?:ممكن|يمكن) (?:ا(?!شترك|لغ|ستلم)\p{L}+ |(?!ت)\p{L}+ ي\p{L}+)/u;

/** A question by its first words. "Have Salem patrol Jahra" and "do task 12" are orders. */
const ASKED =
  /^\W*(?:(?:hi|hello|hey|ok|please|pls|so|and|but|if|tell me|remind me) )*(?:should|shall|may|might|must|did|does|didnt|doesnt|is|are|was|were|am i|has|why|when|who|whom|what|where|which|how|whether|if|(?:can|could|would|will) (?!you\b|u\b|ya\b)|(?:do|have|had|dont|havent) (?:i|we|you|they|he|she|any\p{L}*)\b)|^\P{L}*(?:و|ف)?(?:هل|منو|متي|ليش|لماذا|شلون|كيف|لو|اذا|ياهو|يصير|لازم ا\p{L}+|(?:يجب|ينبغي|المفروض) (?:ان )?ا\p{L}+)\s/u;

const ENDS_ASKING = /\?\W*$/u;

/** "I did not assign …", "nobody assigned …", «لا تكلف …», «لم أكلف …». */
const DENIED =
  /^\W*(?:(?:no|but|sorry|please|pls|ok) )*(?:(?:i|we|he|she|they|you) (?:\p{L}+ )?)?(?:did not|didnt|do not|dont|does not|doesnt|have not|havent|has not|hasnt|had not|hadnt|never|will not|wont|would not|wouldnt|should not|shouldnt|must not|nobody|no one)\b|^\P{L}*(?:(?:انا|احنا|نحن|بس|لكن) )?(?:ما|لا|لم|لن|عمري ما|محد|مو لازم|ما ابي|مابي) (?:ت|ا|ن|ي)?(?:كلف|سند|عين|خصص|رسل|طرش|دز|وجه|وكل|قبل|ستلم|خذ|خلص|كمل|نجز|نته|نه|بد|بلش|باشر|اكد|كد|شترك)\p{L}*/u;

/** Between a denial and its verb there may be a word: "not yet done", "not been acknowledged". */
const DENIAL_LAST =
  /(?:^|\s)(?:not|never|isnt|arent|wasnt|werent|hasnt|havent|didnt|dont|doesnt|ما|لا|لم|لن|مو|مب|ليست|ليس|غير)(?: (?:yet|been|fully|really|actually|completely|to))?\s+$/u;

function deniedBeforeVerb(intent: Intent, { reading }: Evidence): boolean {
  const verbs = VERBS[intent] ?? [];
  return reading.nodes.some(
    (node) =>
      node.symbol === 'cue' &&
      verbs.some((verb) => verb === node.value) &&
      DENIAL_LAST.test(reading.source.text.slice(0, node.start)),
  );
}

/** "I have already assigned Salem", "Salem was sent to Jahra", «كلفت سالم أمس», «تم تكليف سالم». */
const TOLD =
  /^\W*(?:\p{L}+ ){0,3}(?:(?:i|we|he|she|they|you|already|just|ive|weve|was|were|been|got) )(?:have |has |had |just |already )*(?:assigned|allocated|delegated|dispatched|deployed|sent|ordered|subscribed|unsubscribed)\b|^\P{L}*(?:(?:انا|احنا|نحن|امس|قبل شوي|توني) )*(?:كلفت|كلفنا|اسندت|اسندنا|عينت|عينا|ارسلت|ارسلنا|طرشت|طرشنا|دزيت|دزينا|وجهت|وجهنا|تم تكليف|تم ارسال|تم توجيه|تم تعيين|اشتركت|الغيت اشتراكي)\s/u;
