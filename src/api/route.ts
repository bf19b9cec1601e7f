import type { z } from 'zod';
import type { Action } from '../domain/access.js';
import { AppError, type ErrorCode } from '../domain/errors.js';
import type { Locale, User } from '../domain/user.js';
import type { Api } from './api.js';

/**
 * Who may call: those who may do the action of `domain/access.ts`, or one of several; `public` is for what comes before
 * anybody is known.
 */
export type RouteAction = Action | readonly Action[] | 'public';

/** What every handler is told beside its input. `user` is null only on public routes. */
export type Caller<A extends RouteAction = Action> = {
  user: A extends 'public' ? null : User;
  requestId: string;
  locale: Locale;
  /** The caller's network address, as far as it can be trusted. */
  ip: string;
};

/** A request before validation: what came in the path, the query string and the body. */
export type RawInput = { params: unknown; query: unknown; body: unknown };

type Call<A extends RouteAction, P, Q, B> = Caller<A> & { params: P; query: Q; body: B };
type Answer<R extends z.ZodType | null> = R extends z.ZodType ? z.input<R> : undefined;

type Definition<
  A extends RouteAction,
  P extends z.ZodObject,
  Q extends z.ZodObject,
  B extends z.ZodType,
  R extends z.ZodType | null,
> = {
  /** The operation's name: its id in OpenAPI and, as `api.operations.<name>`, its summary in every language. */
  name: string;
  method: 'get' | 'post' | 'patch' | 'put' | 'delete';
  /** Under `/api/v1`, as Express writes it: `/tasks/:id`. */
  path: string;
  /** The resource it belongs to, for the documentation. */
  tag: string;
  action: A;
  params?: P;
  query?: Q;
  body?: B;
  /** Null: the answer has no body. */
  response: R;
  /** Of a success. Default 200, or 204 without a response. */
  status?: number;
  /** Expected failures beside those that every route of its kind has. */
  errors?: readonly ErrorCode[];
  /** Fields of the body that the audit log must never see. */
  secrets?: readonly string[];
  handler(api: Api, call: Call<A, z.output<P>, z.output<Q>, z.output<B>>): Promise<Answer<R>>;
};

/** One endpoint: its documentation, validation, authorisation and work in one place. */
export type Route = {
  name: string;
  method: 'get' | 'post' | 'patch' | 'put' | 'delete';
  path: string;
  tag: string;
  action: RouteAction;
  params: z.ZodObject | null;
  query: z.ZodObject | null;
  body: z.ZodType | null;
  response: z.ZodType | null;
  status: number;
  errors: readonly ErrorCode[];
  secrets: readonly string[];
  /** Validates the input; what it returns is ready to be audited and run. @throws InvalidInput */
  prepare(input: RawInput, issueText: z.core.$ZodErrorMap): Prepared;
};

/** Validated input, and the work that waits for it. */
export type Prepared = {
  input: RawInput;
  run(api: Api, caller: Caller): Promise<unknown>;
};

/** One thing that is wrong with a request, for the person who writes the client. */
export type InputIssue = { in: 'path' | 'query' | 'body'; field: string; problem: string };

/** A request that does not fit its schema. */
export class InvalidInput extends AppError {
  readonly issues: readonly InputIssue[];
  constructor(issues: readonly InputIssue[]) {
    super('bad_request', issues.map((i) => `${i.in} ${i.field}: ${i.problem}`).join('; '));
    this.issues = issues;
  }
}

/**
 * Declares an endpoint. Types of the handler, validation and OpenAPI all come from these schemas. Objects should be
 * strict, so that a misspelt field is an error and not ignored.
 */
export function defineRoute<
  A extends RouteAction,
  R extends z.ZodType | null,
  P extends z.ZodObject = z.ZodObject<Record<never, never>>,
  Q extends z.ZodObject = z.ZodObject<Record<never, never>>,
  B extends z.ZodType = z.ZodUndefined,
>(definition: Definition<A, P, Q, B, R>): Route {
  const { params, query, body, response, handler } = definition;
  return {
    name: definition.name,
    method: definition.method,
    path: definition.path,
    tag: definition.tag,
    action: definition.action,
    params: params ?? null,
    query: query ?? null,
    body: body ?? null,
    response,
    status: definition.status ?? (response === null ? 204 : 200),
    errors: definition.errors ?? [],
    secrets: definition.secrets ?? [],
    prepare(raw, issueText) {
      const issues: InputIssue[] = [];
      const read = (place: InputIssue['in'], schema: z.ZodType | undefined, value: unknown): unknown => {
        if (!schema) return undefined;
        const parsed = schema.safeParse(value, { error: issueText });
        if (parsed.success) return parsed.data;
        issues.push(...parsed.error.issues.map((i) => issueOf(place, i)));
        return undefined;
      };
      const input = {
        params: read('path', params, raw.params),
        query: read('query', query, raw.query),
        body: read('body', body, raw.body),
      };
      if (issues.length > 0) throw new InvalidInput(issues);
      // The schemas above are the very ones that the handler's types were made from.
      const call = input as { params: z.output<P>; query: z.output<Q>; body: z.output<B> };
      return { input, run: (api, caller) => handler(api, { ...(caller as Caller<A>), ...call }) };
    },
  };
}

function issueOf(place: InputIssue['in'], issue: z.core.$ZodIssue): InputIssue {
  const unknown = issue.code === 'unrecognized_keys' ? issue.keys.join(', ') : '';
  const field = [...issue.path.map(String), unknown].filter((part) => part !== '').join('.');
  return { in: place, field, problem: issue.message };
}
