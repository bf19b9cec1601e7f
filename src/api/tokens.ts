import jwt from 'jsonwebtoken';
import { z } from 'zod';
import { AppError } from '../domain/errors.js';
import type { User } from '../domain/user.js';

/** How long an access token works; a role that was cut stops at once, by `tokenVersion`. */
export const ACCESS_SECONDS = 600;
/** How long a login lives on without being used: a shift and a night's rest. */
export const REFRESH_SECONDS = 86_400;

const ISSUER = 'khareetaty';
const AUDIENCE = 'khareetaty-api';
const TYPE = 'at+jwt';
const LEAST_SECRET_BYTES = 32;

/** What an access token says of its bearer. */
export type Claims = { userId: number; tokenVersion: number };

/** Issues and checks access tokens. Their life is counted on the system's clock, never on the program's. */
export type AccessTokens = {
  issue(user: Pick<User, 'id' | 'tokenVersion'>): string;
  /** @throws AppError `unauthenticated` when it is not a token of ours, for this interface, and still alive. */
  check(token: string): Claims;
};

const payload = z.object({
  sub: z.string().regex(/^[1-9]\d{0,9}$/),
  ver: z.number().int().nonnegative(),
  iat: z.number().int(),
  exp: z.number().int(),
});

/** @throws Error when the secret has fewer than 32 bytes. */
export function createAccessTokens(secret: string): AccessTokens {
  if (Buffer.byteLength(secret) < LEAST_SECRET_BYTES) {
    throw new Error(`the JWT secret has fewer than ${LEAST_SECRET_BYTES} bytes: set JWT_SECRET anew`);
  }
  return {
    issue: ({ id, tokenVersion }) =>
      jwt.sign({ ver: tokenVersion }, secret, {
        algorithm: 'HS256',
        header: { alg: 'HS256', typ: TYPE },
        subject: String(id),
        issuer: ISSUER,
        audience: AUDIENCE,
        expiresIn: ACCESS_SECONDS,
      }),
    check: (token) => claimsOf(token, secret),
  };
}

function claimsOf(token: string, secret: string): Claims {
  const { header, payload: body } = verified(token, secret);
  const claims = payload.safeParse(body);
  if (header.typ !== TYPE || !claims.success) {
    throw new AppError('unauthenticated', 'the token is none of this interface');
  }
  // A token that lives longer than we issue them was not issued by this program, whatever its signature says.
  if (claims.data.exp - claims.data.iat > ACCESS_SECONDS) {
    throw new AppError('unauthenticated', 'the token lives too long');
  }
  return { userId: Number(claims.data.sub), tokenVersion: claims.data.ver };
}

function verified(token: string, secret: string): jwt.Jwt {
  try {
    return jwt.verify(token, secret, {
      algorithms: ['HS256'],
      issuer: ISSUER,
      audience: AUDIENCE,
      complete: true,
    });
  } catch (cause) {
    throw new AppError('unauthenticated', 'the access token was refused', { cause });
  }
}
