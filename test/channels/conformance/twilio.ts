import { createTwilioChannels } from '../../../src/channels/twilio/channel.js';
import { channelOptions, outgoing, recordHooks, serveMounts } from '../../support/channel-bench.js';
import {
  inboundFields,
  signedForm,
  startTwilioServer,
  statusFields,
  twilioError,
} from '../../support/twilio-server.js';
import { ACCOUNT, twilioConfig } from '../twilio/account.js';
import { httpTrouble } from './http-trouble.js';
import type { Start, Subject } from './subject.js';

const PUBLIC_URL = 'https://bot.example.kw';
const MESSAGES = '/webhooks/twilio/messages';
const STATUS = '/webhooks/twilio/status';

export const whatsappSubject: Start = (deadlineMs) =>
  twilioSubject('whatsapp', 'whatsapp:+96550000001', deadlineMs);
export const smsSubject: Start = (deadlineMs) => twilioSubject('sms', '+96550000001', deadlineMs);

async function twilioSubject(name: 'whatsapp' | 'sms', party: string, deadlineMs: number): Promise<Subject> {
  const server = await startTwilioServer(ACCOUNT);
  const bench = recordHooks();
  const channels = createTwilioChannels(
    twilioConfig({ apiUrl: server.url }),
    bench.hooks,
    channelOptions({ publicUrl: PUBLIC_URL, deadlineMs }),
  );
  const channel = channels.find((candidate) => candidate.name === name);
  if (!channel) throw new Error(`${name} is off`);
  const web = await serveMounts(channels);
  const post = (path: string, fields: Record<string, string>) =>
    server.post(`${web.url}${path}`, `${PUBLIC_URL}${path}`, fields);
  const fields = inboundFields(ACCOUNT, { From: party });
  const { MessageSid: _sid, ...withoutSid } = fields;
  const media = { NumMedia: '1', MediaUrl0: 'https://api.twilio.com/m', MediaContentType0: 'image/jpeg' };

  return {
    channel,
    bench,
    message: outgoing({ to: { channel: name, value: '+96550000001' } }),
    accepted: () => server.accepted.length,
    trouble: httpTrouble(server, {
      refusal: twilioError(400, 21211),
      wait: twilioError(429, 20429, { 'retry-after': '7' }),
      error: { status: 500, body: { code: 20500, message: 'Internal Server Error', status: 500 } },
    }),
    canFind: true,
    inbound: {
      valid: () => post(MESSAGES, fields),
      withMedia: () => post(MESSAGES, { ...fields, ...media }),
      forged: () => {
        const { headers } = signedForm(ACCOUNT.authToken, `${PUBLIC_URL}${MESSAGES}`, fields);
        const body = new URLSearchParams({ ...fields, Body: 'something else' }).toString();
        return fetch(`${web.url}${MESSAGES}`, { method: 'POST', headers, body });
      },
      missingField: () => post(MESSAGES, withoutSid),
      tooLarge: () => post(MESSAGES, { ...fields, Body: 'x'.repeat(300_000) }),
      strange: (strange) => post(MESSAGES, { ...fields, ...strange }),
    },
    receipt: {
      path: STATUS,
      report: (sid, status) => post(STATUS, statusFields(ACCOUNT, { sid, to: party }, status)),
    },
    close: async () => {
      await web.close();
      await server.close();
    },
  };
}
