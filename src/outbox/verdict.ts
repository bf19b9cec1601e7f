import type { SendResult } from '../channels/channel.js';
import { backoffSeconds } from '../domain/backoff.js';
import { REMEDIES } from '../domain/fault.js';
import type { ClaimedMessage, Settlement } from '../store/outbox-claims.js';
import type { Health } from './breaker.js';

/** What follows from an attempt, for the message, for its address and for its channel. `alarm`: an operator must know. */
export type Verdict = {
  settlement: Settlement;
  health: Health;
  /** Seconds that the provider asked us to wait; 0 when it did not. */
  pauseSeconds: number;
  flag: 'opted_out' | 'bad_address' | null;
  alarm?: boolean;
};

/** At most five tries fall into any minute: at 0, 2, 6, 14 and 30 seconds. */
const RETRY = { baseSeconds: 2, capSeconds: 300 };
/** About forty minutes of tries; a provider that is down for longer is left alone by the breaker. */
const MOST_TRIES = 12;
/** A message that our own code stumbles over is given up sooner. */
const MOST_STUMBLES = 5;

type Failure = { code: string; detail: string };

/** What follows from a channel's answer. */
export function verdictOn(message: ClaimedMessage, result: SendResult, body: string): Verdict {
  const calm = { pauseSeconds: 0, flag: null };
  switch (result.outcome) {
    case 'accepted':
      return { ...calm, settlement: acceptedAs(result.providerId, 'accepted', body), health: 'works' };
    case 'retry':
      return retry(message, result);
    case 'ambiguous':
      return {
        ...calm,
        settlement: again(message, 'ambiguous', result, { most: MOST_TRIES }),
        health: 'fails',
      };
    case 'hold': {
      const { reason, detail } = result;
      return { ...calm, settlement: { state: 'held', outcome: 'held', reason, detail }, health: 'silent' };
    }
    case 'refused':
      return refusal(message, result);
  }
}

function retry(message: ClaimedMessage, result: Extract<SendResult, { outcome: 'retry' }>): Verdict {
  const { afterSeconds, fault = 'busy' } = result;
  const wait = afterSeconds ?? 0;
  const { again, alarm } = REMEDIES[fault];
  const settlement = again
    ? afterTries(message, result, { most: again.most, atLeastSeconds: wait })
    : refusedAs('failed', result);
  // A handset that is off says nothing against its provider.
  if (fault === 'handset_off' || fault === 'unknown') {
    return { settlement, health: 'works', pauseSeconds: 0, flag: null };
  }
  const health = afterSeconds === null ? 'fails' : 'throttles';
  return { settlement, health, pauseSeconds: wait, flag: null, alarm };
}

/** What gave out for a provider's want of room is dead and may be retried; what its recipient's end refused has failed. */
function afterTries(
  message: ClaimedMessage,
  result: Extract<SendResult, { outcome: 'retry' }>,
  limits: { most: number; atLeastSeconds: number },
): Settlement {
  const given = again(message, 'retry', result, limits);
  const isTheirs = result.fault === 'handset_off' || result.fault === 'unknown';
  return given.state === 'dead' && isTheirs ? refusedAs('failed', result) : given;
}

/** The account, not the message, is at fault when an operator is called for: then the message waits for the repair. */
function refusal(message: ClaimedMessage, result: Extract<SendResult, { outcome: 'refused' }>): Verdict {
  if (result.flag === 'operator') {
    const settlement = again(message, 'retry', result, { most: MOST_TRIES, atLeastSeconds: 60 });
    return { settlement, health: 'broken', pauseSeconds: 0, flag: null, alarm: true };
  }
  const fault = result.fault ?? result.flag ?? 'unknown';
  return {
    settlement: refusedAs(fault === 'our_mistake' ? 'dead' : 'failed', result),
    health: 'works',
    pauseSeconds: 0,
    flag: result.flag ?? null,
    alarm: REMEDIES[fault].alarm,
  };
}

const refusedAs = (state: 'failed' | 'dead', { code, detail }: Failure): Settlement => ({
  state,
  outcome: 'refused',
  code,
  detail,
});

/** A message that was found at its provider after nobody knew whether it had arrived. */
export function reconciled(providerId: string, body: string): Verdict {
  return {
    settlement: acceptedAs(providerId, 'reconciled', body),
    health: 'works',
    pauseSeconds: 0,
    flag: null,
  };
}

/** Nobody could be asked whether the provider has the message: it stays in doubt. */
export function stillInDoubt(message: ClaimedMessage, error: unknown): Verdict {
  const failure = { code: 'find_failed', detail: String(error) };
  const settlement = again(message, 'ambiguous', failure, { most: MOST_TRIES });
  return { settlement, health: 'fails', pauseSeconds: 0, flag: null };
}

/**
 * Our own code failed. While rendering, nothing was sent; in the channel, the provider may have the message.
 */
export function stumbled(message: ClaimedMessage, during: 'render' | 'send', error: unknown): Verdict {
  const failure = { code: `${during}_failed`, detail: String(error) };
  const outcome = during === 'render' ? 'retry' : 'ambiguous';
  const settlement = again(message, outcome, failure, { most: MOST_STUMBLES });
  return { settlement, health: 'silent', pauseSeconds: 0, flag: null };
}

const acceptedAs = (providerId: string, outcome: 'accepted' | 'reconciled', body: string): Settlement => ({
  state: 'accepted',
  outcome,
  providerId,
  body: withoutTokens(body),
});

/** What is kept of a sent text to show it: a one-tap link in it would still work for whoever reads it here. */
const withoutTokens = (body: string): string => body.replace(/(\/a\/)[\w-]{20,}/g, '$1…');

function again(
  message: ClaimedMessage,
  outcome: 'retry' | 'ambiguous',
  { code, detail }: Failure,
  limits: { most: number; atLeastSeconds?: number },
): Settlement {
  if (message.tries >= limits.most) return { state: 'dead', outcome, code, detail };
  const backoff = backoffSeconds(RETRY, message.tries, message.key);
  return {
    state: 'queued',
    outcome,
    code,
    detail,
    delaySeconds: Math.max(backoff, limits.atLeastSeconds ?? 0),
  };
}
