import { LANGUAGES } from './languages.js';

const FORMS = LANGUAGES.flatMap(({ traceQuestions }) => traceQuestions);
const LONGEST = 120;

/** The name in "why did Ali not get it?", «ليش ما وصلت الرسالة لعلي؟», as it was written; null when a message asks something else. */
export function traceQuestion(message: string): string | null {
  const asked = message
    .slice(0, LONGEST)
    .replace(/[?؟!.]+$/u, '')
    .trim()
    .replace(/\s+/g, ' ');
  if (message.length > LONGEST) return null;
  for (const form of FORMS) {
    const name = form.exec(asked)?.[1]?.trim();
    if (name) return name;
  }
  return null;
}
