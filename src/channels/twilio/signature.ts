import type { IncomingMessage } from 'node:http';
import twilio from 'twilio';
import { singleHeader } from '../http.js';
import { type Form, signedFields } from './form.js';

/**
 * Whether Twilio signed this form for this address: base64(HMAC-SHA1(auth token, URL + names and values sorted by
 * name)), compared in constant time by the SDK. While tokens rotate, any of the given ones will do.
 *
 * The URL is the configured one, never what the request says of itself. Never throws: the SDK does for odd URLs.
 *
 * @see https://www.twilio.com/docs/usage/security#validating-requests
 */
export function isSignedByTwilio(
  tokens: readonly string[],
  signature: string,
  url: string,
  form: Form,
): boolean {
  const fields = signedFields(form);
  try {
    return tokens.some((token) => twilio.validateRequest(token, signature, url, fields));
  } catch {
    return false;
  }
}

/** Whether a request has the form of one that Twilio signed: one header of 20 bytes in base64, the length of an HMAC-SHA1. */
export function bearsTwilioSignature(request: IncomingMessage): boolean {
  return /^[A-Za-z0-9+/]{27}=$/.test(singleHeader(request, 'x-twilio-signature') ?? '');
}
