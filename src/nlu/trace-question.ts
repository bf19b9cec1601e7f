/** "Why did Ali not get it?", «ليش ما وصلت الرسالة لعلي»: somebody asks what became of what another was sent. */
const ASKED: readonly RegExp[] = [
  /^(?:why|how come)\s+(?:did|has|have|is)(?:n['’]?t)?\s+(.+?)\s+(?:(?:not|never)\s+)?(?:get|got|gotten|receive|received|reached)(?:\s+(?:it|the|my|our|that|this|any)\b.*)?$/i,
  /^(?:did|has|have)\s+(.+?)\s+(?:get|got|gotten|receive|received)\s+(?:it|the|my|our|that|this)\b.*$/i,
  /^(?:ليش|ليه|لماذا|هل|شمعنى)\s+(?:(?:ما|لم)\s+)?(?:وصل|وصلت|تصل|يصل|توصل|يوصل)\s+(?:(?:ال\S+)\s+)?(?:(?:الى|إلى|حق)\s+|ل)?(.+)$/u,
  /^(?:ليش|ليه|لماذا|هل|شمعنى)\s+(?:(?:ما|لم)\s+)?(?:استلم|استلمت|يستلم|تستلم)\s+(.+?)(?:\s+(?:ال\S+|رسالتي))?$/u,
];
const LONGEST = 120;

/** The name in such a question, as it was written; null when a message asks something else. */
export function traceQuestion(message: string): string | null {
  const asked = message
    .slice(0, LONGEST)
    .replace(/[?؟!.]+$/u, '')
    .trim()
    .replace(/\s+/g, ' ');
  if (message.length > LONGEST) return null;
  for (const form of ASKED) {
    const name = form.exec(asked)?.[1]?.trim();
    if (name) return name;
  }
  return null;
}
