import type { Frame, TraceStep } from '../nlu/frame.js';

/** Parts of an assignment that have a place of their own in the task. */
const OWN_PLACE = /^(when|priorityWord)\b|^slot\b.*\bpriorityWord\b/;
const VERB = /^cue\b/;
/** «كلفه بدورية»: the preposition belongs to the verb that is gone, not to the work. */
const OF_THE_VERB =
  /^ب(?=(?:ال)?(?:دوري|تفتيش|متابع|مراقب|تأمين|تامين|حراس|معاين|تحقيق|رصد|جول|نقط|فحص|ضبط|زيار|تنظيم|تغطي|حماي|بحث))/u;
/** What is left hanging once the parts around it are gone. */
const DANGLING = /^(?:to|and|please|for|that|،|,|;|:|\s|أن|ان|لو سمحت)+(?=\s|$|[^\p{L}])|[\s,،;:.]+$/giu;

/**
 * What to do, out of the words of an assignment: without the verb that assigns, the assignee, the due time and the
 * priority, which the task says elsewhere. The whole text when nothing else is left of it.
 *
 * @param fullName the assignee's whole name, where it is known
 */
export function instructionIn(
  text: string,
  { trace, slots }: Pick<Frame, 'trace' | 'slots'>,
  fullName: string | null = null,
): string {
  const verb = trace.find(({ rule }) => VERB.test(rule));
  const spans = trace.filter((step) => step === verb || OWN_PLACE.test(step.rule));
  let rest = withoutSpans(text, spans);
  // The whole name first: "Salem Al-Demo" must not leave "Al-Demo" behind.
  for (const name of [fullName, slots.assignee]) if (name) rest = withoutName(rest, name);
  let trimmed = rest.replace(/\s+/g, ' ').trim();
  for (let before = ''; before !== trimmed; ) {
    before = trimmed;
    trimmed = trimmed.replace(DANGLING, '').trim();
  }
  return trimmed === '' ? text.trim() : trimmed.replace(OF_THE_VERB, '');
}

/** Takes spans out, each leaving a space. */
function withoutSpans(text: string, spans: readonly Pick<TraceStep, 'start' | 'end'>[]): string {
  return spans
    .toSorted((a, b) => b.start - a.start)
    .reduce((rest, { start, end }) => `${rest.slice(0, start)} ${rest.slice(end)}`, text);
}

/** Takes a name out, however its letters are cased. */
function withoutName(text: string, name: string): string {
  const at = text.toLowerCase().indexOf(name.toLowerCase());
  return at < 0 ? text : `${text.slice(0, at)} ${text.slice(at + name.length)}`;
}

/** A word that may say something: most shorter ones are particles ("and", "on"). */
const TELLING_WORD = /\p{L}{4,}/u;

/**
 * A person's own words about the step of a task, as written, for whoever gave it: "can't do 12, my car broke down". Null where
 * nothing was said but the step.
 */
export function remarkIn(text: string, { trace }: Pick<Frame, 'trace'>): string | null {
  return trace.length > 0 && TELLING_WORD.test(withoutSpans(text, trace)) ? text.trim() : null;
}
