import { z } from 'zod';
import { AppError, asAppError, type ErrorCode } from '../domain/errors.js';
import type { Locale } from '../domain/user.js';
import type { Translator } from '../i18n/translate.js';
import { InvalidInput } from './route.js';

/** The media type of RFC 9457. */
export const PROBLEM_TYPE = 'application/problem+json';

/** What went wrong, in the form of RFC 9457. `title` is in the reader's language; `code` is what programs look at. */
export const problemSchema = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string(),
    /** Quote it when you ask for help: the log has the same. */
    requestId: z.string(),
    params: z.record(z.string(), z.union([z.string(), z.number()])),
    issues: z
      .array(
        z.strictObject({ in: z.enum(['path', 'query', 'body']), field: z.string(), problem: z.string() }),
      )
      .optional(),
  })
  .meta({ id: 'Problem' });

/** An error as the API answers it (RFC 9457). */
export type Problem = z.infer<typeof problemSchema>;

/** Failures whose text for chat ("send help") does not fit here; theirs is `api.problems.<code>`. */
const OWN_TEXT: ReadonlySet<ErrorCode> = new Set([
  'bad_request',
  'unauthenticated',
  'not_found',
  'too_large',
  'too_many_requests',
]);

/** The public form of a failure: status, code and text; nothing of what it says to operators. */
export function problemOf(
  error: AppError,
  reader: { translator: Translator; locale: Locale; requestId: string },
): Problem {
  const key = OWN_TEXT.has(error.code) ? `api.problems.${error.code}` : `errors.${error.code}`;
  return {
    type: `/docs#${error.code}`,
    title: reader.translator.text({ key }, reader.locale, { isolates: false }),
    status: error.status,
    code: error.code,
    requestId: reader.requestId,
    params: { ...error.params },
    ...(error instanceof InvalidInput && { issues: [...error.issues] }),
  };
}

/** Any thrown value as a failure of the catalogue, those of the body parser included. */
export function failureOf(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const status = error instanceof Error ? Number(Reflect.get(error, 'status')) : Number.NaN;
  if (status === 413) return new AppError('too_large', 'the body is too large', { cause: error });
  if (status >= 400 && status < 500) {
    return new AppError('bad_request', 'the request cannot be read', { cause: error });
  }
  return asAppError(error);
}
