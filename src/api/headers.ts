import type { NextFunction, Request, Response } from 'express';
import type { Ids } from '../runtime.js';

const CONTENT_SECURITY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': CONTENT_SECURITY,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  'x-robots-tag': 'noindex, nofollow',
};

/** Headers that make a browser distrust everything that is not ours; nothing is cached unless its route says so. */
export function securityHeaders(publicUrl: string) {
  const secure = publicUrl.startsWith('https:');
  return (_request: Request, response: Response, next: NextFunction) => {
    response.set(HEADERS);
    response.set('cache-control', 'no-store');
    if (secure) response.set('strict-transport-security', 'max-age=31536000; includeSubDomains');
    next();
  };
}

const FAMILIAR_ID = /^[\w-]{8,64}$/;

/** Gives each request an id, the caller's own where it is harmless, and sends it back. */
export function requestIds(ids: Ids) {
  return (request: Request, response: Response, next: NextFunction) => {
    const given = request.get('x-request-id') ?? '';
    response.locals.requestId = FAMILIAR_ID.test(given) ? given : ids.uuid();
    response.set('x-request-id', requestIdOf(response));
    next();
  };
}

/** The id that `requestIds` gave. */
export function requestIdOf(response: Response): string {
  return String(response.locals.requestId);
}
