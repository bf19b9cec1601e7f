import type { SendResult } from './channel.js';

/** Steps and failures before anything left this machine: trying again cannot send twice. */
const BEFORE_SENDING: ReadonlySet<unknown> = new Set(['connect', 'getaddrinfo']);
const NEVER_LEFT: ReadonlySet<unknown> = new Set([
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

type Link = Error & { code?: unknown; syscall?: unknown; original?: unknown };

/** An error and what it wraps: Slack's SDK says `original` where others say `cause`. */
function chainOf(error: unknown): Link[] {
  const chain: Link[] = [];
  let current = error;
  while (current instanceof Error && chain.length < MOST_CAUSES) {
    const link: Link = current;
    chain.push(link);
    current = link.original ?? link.cause;
  }
  return chain;
}

/**
 * What a call that ended without an answer means: when the connection never came about, the message surely was not
 * sent; after that nobody knows.
 */
export function attemptFailure(error: unknown): SendResult {
  const chain = chainOf(error);
  const code = chain.map((link) => link.code).find((word) => typeof word === 'string' && /^[A-Z]/.test(word));
  const told = { code: String(code ?? 'no_answer'), detail: chain[0]?.message ?? String(error) };
  const neverLeft = chain.some((link) => NEVER_LEFT.has(link.code) || BEFORE_SENDING.has(link.syscall));
  return neverLeft ? { outcome: 'retry', ...told, afterSeconds: null } : { outcome: 'ambiguous', ...told };
}
