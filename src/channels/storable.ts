/**
 * Text from outside in a form that every database column keeps: without NUL, and with lone surrogates (half a
 * character, which UTF-8 and jsonb refuse) replaced by U+FFFD.
 */
export function storableText(text: string): string {
  return Buffer.from(text.replaceAll('\u0000', ''), 'utf8').toString('utf8');
}
