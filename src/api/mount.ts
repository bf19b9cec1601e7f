import type { Request, RequestHandler, Response } from 'express';
import { type Action, can } from '../domain/access.js';
import { AppError } from '../domain/errors.js';
import type { User } from '../domain/user.js';
import { audit } from '../store/audit.js';
import type { Api } from './api.js';
import { bearer } from './authenticate.js';
import { requestIdOf } from './headers.js';
import { issueTextIn, localeOf } from './language.js';
import type { Caller, RawInput, Route, RouteAction } from './route.js';

/** Checks that an answer is what the documentation promises. Switched on in tests. */
export type AnswerCheck = (route: Route, wire: unknown) => void;

/** The way of every request, top to bottom: who -> may they -> what exactly -> write it down -> do -> answer. */
export function handlerOf(api: Api, route: Route, check: AnswerCheck | null): RequestHandler {
  return async (request, response) => {
    const user = route.action === 'public' ? null : await bearer(api, request);
    const requestId = requestIdOf(response);
    const action = user && (await authorise(api, route, user, requestId));
    const locale = localeOf(request, api.knowledge.translator);
    const prepared = route.prepare(inputOf(request), issueTextIn(api.knowledge.translator, locale));
    if (user && action) {
      await writeDown(api, {
        route,
        action,
        requestId,
        userId: user.id,
        detail: given(route, prepared.input),
      });
    }
    const caller = { user, requestId, locale, ip: request.ip ?? 'unknown' } as Caller;
    send(response, route, await prepared.run(api, caller), check);
  };
}

const inputOf = ({ params, query, body }: Request): RawInput => ({ params, query, body });

/** The action by which this person may. @throws AppError `forbidden`, after the attempt is written down. */
async function authorise(api: Api, route: Route, user: User, requestId: string): Promise<Action> {
  const actions = actionsOf(route.action);
  const allowed = actions.find((action) => can(user, action));
  if (allowed) return allowed;
  const action = actions.join(' ');
  await writeDown(api, { route, action, requestId, userId: user.id, detail: { refused: true } });
  throw new AppError('forbidden', `${user.role} may not ${action}`);
}

/** The actions of which one is needed; none for a public route. */
export function actionsOf(action: RouteAction): readonly Action[] {
  if (action === 'public') return [];
  return typeof action === 'string' ? [action] : action;
}

type Line = { route: Route; action: string; requestId: string; userId: number; detail: object };

async function writeDown(api: Api, { route, action, requestId, userId, detail }: Line): Promise<void> {
  await audit(api.db, {
    at: api.clock.now(),
    userId,
    channel: 'api',
    action,
    requestId,
    detail: { operation: route.name, ...detail },
  });
}

/** What was asked, for the audit log, without what it must never see. */
function given(route: Route, { params, query, body }: RawInput): object {
  const isObject = typeof body === 'object' && body !== null;
  const shown = isObject ? Object.entries(body).filter(([field]) => !route.secrets.includes(field)) : [];
  return { params, query, ...(isObject && { body: Object.fromEntries(shown) }) };
}

function send(response: Response, route: Route, answer: unknown, check: AnswerCheck | null): void {
  response.status(route.status);
  if (route.response === null) {
    response.end();
    return;
  }
  check?.(route, JSON.parse(JSON.stringify(answer)));
  response.json(answer);
}
