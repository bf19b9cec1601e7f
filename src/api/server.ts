import { createServer as createHttpServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type ErrorRequestHandler, type Express } from 'express';
import type { Registry } from 'prom-client';
import { AppError, loggable } from '../domain/errors.js';
import type { Runtime } from '../runtime.js';
import type { Api, OneTap, Picture } from './api.js';
import { requestIdOf, requestIds, securityHeaders } from './headers.js';
import { localeOf } from './language.js';
import { timeRequests } from './metrics.js';
import { type AnswerCheck, handlerOf } from './mount.js';
import { mountDocumentation } from './openapi.js';
import { mountPages } from './pages/mount.js';
import { failureOf, PROBLEM_TYPE, problemOf } from './problem.js';
import { createRefusalLimit, type RefusalLimit } from './refusals.js';
import { routes } from './routes/index.js';
import { mountSystem, type ReadyState } from './system.js';
import { createLoginThrottle } from './throttle.js';
import { createAccessTokens } from './tokens.js';

/** What the server is given beside the runtime. */
export type ServerOptions = {
  /** At least 32 bytes. */
  jwtSecret: string;
  /** Where the figures of HTTP go, and what `/metrics` shows. */
  metrics: Registry;
  /** Where the program stands; `/ready` follows it. Default: able. */
  state?: () => ReadyState;
  /** What one-tap links do; without it every link has expired. */
  oneTap?: OneTap;
  /** The picture behind a media token; null when there is none (any more). */
  picture?: (token: string) => Promise<Picture | null>;
  /** Holds every answer against its schema: for tests. */
  checkAnswers?: AnswerCheck;
};

/** The web side of the program. */
export type ApiServer = {
  app: Express;
  /** Starts listening; port 0 takes a free one. @throws Error when the port is taken. */
  listen(port: number, host: string): Promise<{ port: number }>;
  /** Takes no more requests, lets running ones end for `graceMs` (default 10 s), then cuts the rest off. */
  close(graceMs?: number): Promise<void>;
};

const JSON_LIMIT = '64kb';

/**
 * Builds the server; nothing listens yet. Order matters: headers and request id first, then the channels' own mounts
 * (their signatures cover the raw bytes, so no parser may come before them), then everything that speaks JSON.
 *
 * @throws Error when the JWT secret is too short.
 */
export function createServer(runtime: Omit<Runtime, 'fetch'>, options: ServerOptions): ApiServer {
  const api: Api = {
    ...runtime,
    tokens: createAccessTokens(options.jwtSecret),
    throttle: createLoginThrottle(() => runtime.clock.now().getTime()),
  };
  const app = express();
  app.disable('x-powered-by').disable('etag');
  app.set('query parser', 'simple').set('trust proxy', runtime.config.http.trustedProxies);
  app.use(
    timeRequests(options.metrics),
    securityHeaders(runtime.config.http.publicUrl),
    requestIds(runtime.ids),
  );
  mountChannels(
    app,
    runtime.channels,
    createRefusalLimit(() => runtime.clock.now().getTime()),
  );
  mountSystem(app, api, options.metrics, { state: options.state ?? (() => 'able') });
  mountDocumentation(app, api.knowledge.translator);
  mountPages(app, api, options);
  app.use('/api/v1', express.json({ limit: JSON_LIMIT, inflate: false }));
  for (const route of routes) {
    app[route.method](`/api/v1${route.path}`, handlerOf(api, route, options.checkAnswers ?? null));
  }
  app.use((request) => {
    throw new AppError('not_found', `${request.method} ${request.path} is nothing of ours`);
  });
  app.use(errorsOf(api));
  return { app, ...lifeOf(createHttpServer(LIMITS, app)) };
}

/** Nobody may hold a connection open by sending slowly. */
const LIMITS = {
  headersTimeout: 10_000,
  requestTimeout: 12_000,
  keepAliveTimeout: 5000,
  connectionsCheckingInterval: 2000,
  maxHeaderSize: 16_384,
};

/** An address that sends too much that is refused is turned away before its bodies are read, but for what bears a signature. */
function mountChannels(app: Express, channels: Runtime['channels'], limit: RefusalLimit): void {
  for (const channel of channels.values()) {
    for (const { method, path, handler, bearsSignature } of channel.mounts) {
      app[method === 'GET' ? 'get' : 'post'](path, (request, response) => {
        const ip = request.ip ?? 'unknown';
        const waitSeconds = limit.waitSeconds(ip, bearsSignature?.(request) ?? false);
        if (waitSeconds > 0) {
          response.status(429).set('retry-after', String(waitSeconds)).end();
          return;
        }
        response.on('finish', () => limit.note(ip, response.statusCode));
        handler(request, response);
      });
    }
  }
}

/** The one place where a failure becomes an answer. */
function errorsOf({ log, knowledge }: Api): ErrorRequestHandler {
  return (error, request, response, next) => {
    const failure = failureOf(error);
    const requestId = requestIdOf(response);
    const facts = { requestId, method: request.method, path: request.path, code: failure.code };
    if (failure.status >= 500) log.error({ ...facts, cause: loggable(failure) }, 'a request failed');
    else log.debug({ ...facts, reason: failure.message }, 'a request was refused');
    if (response.headersSent) {
      next(error);
      return;
    }
    const locale = localeOf(request, knowledge.translator);
    if (failure.status === 401) response.set('www-authenticate', 'Bearer');
    if (typeof failure.params.retryAfterSeconds === 'number') {
      response.set('retry-after', String(failure.params.retryAfterSeconds));
    }
    response.set({ 'content-language': locale, vary: 'accept-language' });
    const problem = problemOf(failure, { translator: knowledge.translator, locale, requestId });
    response.status(problem.status).type(PROBLEM_TYPE).send(JSON.stringify(problem));
  };
}

/** Finds out at once what would otherwise be known after minutes of work. @throws Error when the port cannot be had. */
export async function ensurePortIsFree(port: number, host: string): Promise<void> {
  const trial = lifeOf(createHttpServer());
  await trial.listen(port, host);
  await trial.close();
}

function lifeOf(server: Server): Pick<ApiServer, 'listen' | 'close'> {
  return {
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, host, () => {
          server.off('error', reject);
          resolve({ port: (server.address() as AddressInfo).port });
        });
      }),
    close: (graceMs = 10_000) =>
      new Promise((resolve) => {
        const cutOff = setTimeout(() => server.closeAllConnections(), graceMs);
        server.close(() => {
          clearTimeout(cutOff);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}
