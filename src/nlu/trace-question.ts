import { LANGUAGES } from './languages.js';

const FORMS = LANGUAGES.flatMap(({ traceQuestions }) => traceQuestions);
const LONGEST = 120;

/** A question what became of a message to somebody. `sure`: it asks that whoever is named, even somebody unknown. */
export type TraceQuestion = { name: string; sure: boolean };

/** "Why did Ali not get it?", «ليش ما وصلت الرسالة لعلي؟», the name as it was written; null when a message asks something else. */
export function traceQuestion(message: string): TraceQuestion | null {
  const asked = message
    .slice(0, LONGEST)
    .replace(/[?؟!.]+$/u, '')
    .trim()
    .replace(/\s+/g, ' ');
  if (message.length > LONGEST) return null;
  for (const form of FORMS) {
    const name = form.exec(asked)?.[1]?.trim();
    if (name) return { name, sure: LANGUAGES.some(({ surelyTraces }) => surelyTraces.test(asked)) };
  }
  return null;
}
