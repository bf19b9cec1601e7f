/** What a column of an array parameter may hold. */
export type ArrayElement = string | number | boolean | null;

/**
 * A PostgreSQL array literal (`{1,NULL,"a b"}`), to be cast to its type in the statement: `unnest(?::text[])`.
 * Text is always quoted, so that an empty string, `NULL` as a word, commas and braces arrive as they are.
 */
export function arrayLiteral(values: readonly ArrayElement[]): string {
  const elements = values.map((value) => {
    if (value === null) return 'NULL';
    return typeof value === 'string' ? quoted(value) : String(value);
  });
  return `{${elements.join(',')}}`;
}

const NEEDS_ESCAPE = /["\\]/;

function quoted(text: string): string {
  return NEEDS_ESCAPE.test(text) ? `"${text.replace(/["\\]/g, '\\$&')}"` : `"${text}"`;
}
