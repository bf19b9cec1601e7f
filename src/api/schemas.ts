import { z } from 'zod';
import { canBeRowId, LARGEST_ROW_ID } from '../domain/row-id.js';
import type { OwnIssue } from './language.js';

/** A row's id in a path. */
export const idParam = z.strictObject({
  id: z
    .string()
    .regex(/^[1-9]\d{0,9}$/)
    .transform(Number)
    .refine(canBeRowId)
    .meta({ type: 'integer', description: 'Number of the resource' }),
});

/** A row's id in a body. */
export const id = z.number().int().min(1).max(LARGEST_ROW_ID);

/** Text that people write: trimmed, no control characters but line breaks. */
export const freeText = (mostCharacters: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(mostCharacters)
    .refine((text) => !/[^\P{Cc}\n\t]|\p{Cs}/u.test(text), 'must not contain control characters');

/** A canonical id of the gazetteer or of an offence: lower case and underscores. */
export const slug = z.string().regex(/^[a-z][a-z0-9_]{0,63}$/);

/** A list in a query string, its members parted by commas: `salmiya,hawalli`. At most 50. */
export const slugList = z
  .string()
  .max(2000)
  .transform((text) => text.split(','))
  .pipe(z.array(slug).min(1).max(50));

/** A failed check that is told in our own words. */
const own = (issue: OwnIssue) => ({ params: { issue } });

/** A local calendar day, YYYY-MM-DD, from 2000 to 2099. */
export const localDate = z.iso.date().refine((day) => day >= '2000-01-01' && day < '2100-01-01', own('date'));

/** An instant with its zone, ISO 8601. */
export const instant = z.iso.datetime({ offset: true });

/** An instant with its zone that a client sends, from 2000 to 2099. */
export const instantInput = instant
  .transform((text) => new Date(text))
  .refine((at) => at.getUTCFullYear() >= 2000 && at.getUTCFullYear() < 2100, own('instant'))
  .meta({ type: 'string', format: 'date-time' });

/** A query whose `to` lies behind its `from`; a day may be first and last. */
export function inOrder<S extends z.ZodObject>(query: S, kind: 'instants' | 'days'): S {
  return query.refine(
    ({ from, to }) =>
      !isMoment(from) || !isMoment(to) || (kind === 'days' ? from <= to : from.valueOf() < to.valueOf()),
    { path: ['to'], ...own(kind === 'days' ? 'order_of_days' : 'order_of_instants') },
  );
}

const isMoment = (value: unknown): value is string | Date =>
  typeof value === 'string' || value instanceof Date;

/** `true` or `false` in a query string. */
export const flag = z.enum(['true', 'false']).transform((word) => word === 'true');

/** How many items of a list to send, and where the last page ended. */
export const pageQuery = {
  limit: z
    .string()
    .regex(/^\d{1,3}$/)
    .transform(Number)
    .refine((n) => n >= 1 && n <= 100)
    .default(50)
    .meta({ type: 'integer', minimum: 1, maximum: 100, default: 50 }),
  cursor: z.string().max(200).optional().meta({ description: '`next` of the page before' }),
};

/** A page of a list. `next` is the cursor of the following page, null on the last. */
export const pageOf = <S extends z.ZodType>(item: S) =>
  z.strictObject({ items: z.array(item), next: z.string().nullable() });
