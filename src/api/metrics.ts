import type { NextFunction, Request, Response } from 'express';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';

/** A registry with the figures of the process itself. Make one for the whole program and hand it on. */
export function createMetrics(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return registry;
}

/** Buckets in seconds around what we promise: webhooks within half a second, pages within one. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Times every request by method, route template and status. Paths with values in them never become labels. */
export function timeRequests(registry: Registry) {
  const seconds = new Histogram({
    name: 'khareetaty_http_request_seconds',
    help: 'Time from the first byte of a request to the last of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS,
    registers: [registry],
  });
  return (request: Request, response: Response, next: NextFunction) => {
    const stop = seconds.startTimer();
    response.once('close', () => {
      const route = typeof request.route?.path === 'string' ? request.route.path : 'none';
      stop({ method: request.method, route, status: String(response.statusCode) });
    });
    next();
  };
}
