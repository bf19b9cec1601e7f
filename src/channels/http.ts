import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError, asAppError } from '../domain/errors.js';

/**
 * Reads a request's body as it came, because signatures cover the bytes.
 *
 * @param mostBytes the cap; a longer body is not kept in memory.
 * @throws AppError `too_large` past the cap, `bad_request` when the sender goes away half-way.
 */
export async function readBody(request: IncomingMessage, mostBytes: number): Promise<Buffer> {
  const tooLarge = () => new AppError('too_large', `the body is larger than ${mostBytes} bytes`);
  if (Number(request.headers['content-length'] ?? 0) > mostBytes) throw tooLarge();
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= mostBytes) chunks.push(chunk);
      else reject(tooLarge());
    });
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('error', (cause) => reject(new AppError('bad_request', 'the body broke off', { cause })));
    request.on('aborted', () => reject(new AppError('bad_request', 'the sender went away')));
  });
}

/** An answer to a webhook. */
export type Answer = { status: number; contentType?: string; body?: string };

/** Sends an answer, unless the sender is gone or was answered already. */
export function answer(response: ServerResponse, { status, contentType, body = '' }: Answer): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, {
    'content-type': contentType ?? 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}

/**
 * The answer to a provider whose message could not be kept. What passes with time is 503, so that the provider
 * tries again; nothing of the reason is told.
 */
export function failure(error: unknown): Answer {
  const { status, retryable } = asAppError(error);
  return { status: retryable ? 503 : status };
}

/** One value of a header; of repeated ones, none: a signature must not be a matter of choice. */
export function singleHeader(request: IncomingMessage, name: string): string | null {
  const values = request.headersDistinct[name] ?? [];
  return values.length === 1 ? (values[0] ?? null) : null;
}
