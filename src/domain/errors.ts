/**
 * The error catalogue: every failure that the product expects, its HTTP status and whether trying again can help.
 * The text for people is the locale key `errors.<code>`; an error's own `message` is for operators alone.
 */
export const ERROR_CATALOGUE = {
  bad_request: { status: 400, retryable: false },
  invalid_credentials: { status: 401, retryable: false },
  unauthenticated: { status: 401, retryable: false },
  forbidden: { status: 403, retryable: false },
  out_of_scope_area: { status: 403, retryable: false },
  not_found: { status: 404, retryable: false },
  conflict: { status: 409, retryable: false },
  illegal_transition: { status: 409, retryable: false },
  undo_too_late: { status: 409, retryable: false },
  expired_link: { status: 410, retryable: false },
  too_large: { status: 413, retryable: false },
  too_many_requests: { status: 429, retryable: true },
  database_unavailable: { status: 503, retryable: true },
  channel_off: { status: 503, retryable: true },
  no_data: { status: 404, retryable: false },
  future_period: { status: 400, retryable: false },
  unread_exclusion: { status: 400, retryable: false },
  unread_number: { status: 400, retryable: false },
  unread_period: { status: 400, retryable: false },
  unknown_place: { status: 400, retryable: false },
  past_period: { status: 400, retryable: false },
  internal: { status: 500, retryable: false },
} as const;

export type ErrorCode = keyof typeof ERROR_CATALOGUE;

/** What people may be told about an error beside its text: plain values, never internals. */
export type ErrorParams = Readonly<Record<string, string | number>>;

/** An expected failure. Throw it with what an operator needs to know; people see only the catalogue's text. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly params: ErrorParams;

  constructor(code: ErrorCode, message: string, options: { params?: ErrorParams; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.params = options.params ?? {};
  }

  get status(): number {
    return ERROR_CATALOGUE[this.code].status;
  }

  get retryable(): boolean {
    return ERROR_CATALOGUE[this.code].retryable;
  }
}

/** The given error as an AppError; anything unexpected becomes `internal` with its cause kept for the log. */
export function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new AppError('internal', message, { cause: error });
}

/** What the log may keep of an unexpected failure: database drivers put row values into fields beyond these. */
export function loggable(error: unknown): Record<string, unknown> {
  const cause = error instanceof AppError && error.cause !== undefined ? error.cause : error;
  if (!(cause instanceof Error)) return { message: String(cause) };
  return { name: cause.name, message: cause.message, code: Reflect.get(cause, 'code'), stack: cause.stack };
}
