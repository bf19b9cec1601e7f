import type { SendResult } from './channel.js';

/** Failures before anything left this machine: trying again cannot send twice. */
const NEVER_LEFT: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);
const MOST_CAUSES = 5;

/** The first system error code in a chain of causes, or null. */
export function networkCode(error: unknown): string | null {
  let current: unknown = error;
  for (let depth = 0; depth < MOST_CAUSES && current instanceof Error; depth += 1) {
    if ('code' in current && typeof current.code === 'string' && /^[A-Z]/.test(current.code))
      return current.code;
    current = 'original' in current ? current.original : current.cause;
  }
  return null;
}

/**
 * What a call that ended without an answer means: when the connection never came about, the message surely was not
 * sent; after that nobody knows.
 */
export function attemptFailure(error: unknown): SendResult {
  const code = networkCode(error) ?? 'no_answer';
  const detail = error instanceof Error ? error.message : String(error);
  if (NEVER_LEFT.has(code)) return { outcome: 'retry', code, detail, afterSeconds: null };
  return { outcome: 'ambiguous', code, detail };
}
