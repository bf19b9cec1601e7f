import type { Request } from 'express';
import { AppError } from '../domain/errors.js';
import type { User } from '../domain/user.js';
import { userById } from '../store/users.js';
import type { Api } from './api.js';

/**
 * The person who sent the request, by its bearer token. They are read anew for each request, so that a role that was
 * cut or a person who was deactivated is out at once.
 *
 * @throws AppError `unauthenticated` for a missing, refused or outdated token.
 */
export async function bearer(api: Pick<Api, 'db' | 'tokens'>, request: Request): Promise<User> {
  const [, token] = /^Bearer ([\w.~+/=-]{1,4096})$/i.exec(request.get('authorization') ?? '') ?? [];
  if (token === undefined) throw new AppError('unauthenticated', 'the request has no bearer token');
  const claims = api.tokens.check(token);
  const user = await userById(api.db, claims.userId);
  if (!user?.active || user.tokenVersion !== claims.tokenVersion) {
    throw new AppError('unauthenticated', 'the access token is outdated');
  }
  return user;
}
