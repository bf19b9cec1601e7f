import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { bearsSlackSignature } from '../../src/channels/slack/verify.js';
import { bearsTwilioSignature } from '../../src/channels/twilio/signature.js';

function requestWith(headers: Readonly<Record<string, string[]>>): IncomingMessage {
  const request = new IncomingMessage(new Socket());
  Object.assign(request.headersDistinct, headers);
  return request;
}

const HMAC_SHA1 = Buffer.alloc(20, 7).toString('base64');
const HMAC_SHA256 = `v0=${'0a'.repeat(32)}`;

describe('a request that bears a signature', () => {
  it.each([
    [[HMAC_SHA1], true],
    [[Buffer.alloc(19, 7).toString('base64')], false],
    [[Buffer.alloc(21, 7).toString('base64')], false],
    [['forged'], false],
    [[HMAC_SHA1, HMAC_SHA1], false],
    [[], false],
  ])('of Twilio has 20 bytes in base64, once: %j', (values, bears) => {
    expect(bearsTwilioSignature(requestWith({ 'x-twilio-signature': values }))).toBe(bears);
  });

  it.each([
    [HMAC_SHA256, ['1773818100'], true],
    [HMAC_SHA256, [], false],
    [HMAC_SHA256, ['now'], false],
    ['v0=0a', ['1773818100'], false],
    [HMAC_SHA256.slice(3), ['1773818100'], false],
  ])('of Slack has a version, 64 digits and a timestamp: %s, %j', (signature, stamp, bears) => {
    const headers = { 'x-slack-signature': [signature], 'x-slack-request-timestamp': stamp };
    expect(bearsSlackSignature(requestWith(headers))).toBe(bears);
  });
});
