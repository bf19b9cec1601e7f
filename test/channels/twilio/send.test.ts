import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTwilioChannels } from '../../../src/channels/twilio/channel.js';
import { TWILIO_ERRORS, twilioFault } from '../../../src/channels/twilio/errors.js';
import { asVariable } from '../../../src/channels/twilio/template.js';
import type { TwilioConfig } from '../../../src/config.js';
import { REMEDIES } from '../../../src/domain/fault.js';
import { channelOptions, outgoing, recordHooks } from '../../support/channel-bench.js';
import { startTwilioServer, type TwilioServer, twilioError } from '../../support/twilio-server.js';
import { ACCOUNT, twilioConfig } from './account.js';

const API_KEY = { sid: `SK${'c'.repeat(32)}`, secret: 'api-secret' };
const ALERT_SID = `HX${'1'.repeat(32)}`;
const BUTTONS_SID = `HX${'2'.repeat(32)}`;

let server: TwilioServer;
beforeEach(async () => {
  server = await startTwilioServer({ ...ACCOUNT, apiKey: API_KEY });
});
afterEach(() => server.close());

function channel(name: 'whatsapp' | 'sms', changes: Partial<TwilioConfig> = {}, publicUrl?: string) {
  const config = twilioConfig({ apiUrl: server.url, ...changes });
  const channels = createTwilioChannels(
    config,
    recordHooks().hooks,
    channelOptions(publicUrl ? { publicUrl } : {}),
  );
  const found = channels.find((candidate) => candidate.name === name);
  if (!found) throw new Error(`${name} is off`);
  return found;
}

const whatsapp = outgoing({ to: { channel: 'whatsapp', value: '+96550000001' } });
const sms = outgoing({ to: { channel: 'sms', value: '+96550000001' } });

describe('a message to Twilio', () => {
  it('goes to WhatsApp as free text within the window, with a callback address', async () => {
    const result = await channel('whatsapp').send(whatsapp);
    expect(result).toEqual({ outcome: 'accepted', providerId: server.accepted[0]?.sid });
    expect(server.accepted[0]?.fields).toEqual({
      To: 'whatsapp:+96550000001',
      From: 'whatsapp:+14155238886',
      Body: '12 thefts in Hawalli',
      StatusCallback: 'https://bot.example.kw/webhooks/twilio/status',
    });
  });

  it('goes by SMS with a validity within Twilio’s bounds', async () => {
    for (const validSeconds of [0, 300.4, 90_000]) await channel('sms').send({ ...sms, validSeconds });
    expect(server.accepted.map(({ fields }) => [fields.From, fields.ValidityPeriod])).toEqual([
      ['MOI-KW', '1'],
      ['MOI-KW', '300'],
      ['MOI-KW', '36000'],
    ]);
  });

  it('asks for a callback only where Twilio can call', async () => {
    await channel('sms', {}, 'http://10.0.0.5:8000').send(sms);
    await channel('sms', {}, 'http://localhost:8000').send(sms);
    expect(server.accepted.map(({ fields }) => fields.StatusCallback)).toEqual([
      undefined,
      'http://localhost:8000/webhooks/twilio/status',
    ]);
  });

  it('uses an API key and a messaging service where they are set', async () => {
    const messagingServiceSid = `MG${'d'.repeat(32)}`;
    await channel('sms', { apiKey: API_KEY, smsFrom: null, messagingServiceSid }).send(sms);
    expect(server.accepted[0]?.fields).toMatchObject({ MessagingServiceSid: messagingServiceSid });
    const basic = Buffer.from(`${API_KEY.sid}:${API_KEY.secret}`).toString('base64');
    expect(server.calls[0]?.headers.authorization).toBe(`Basic ${basic}`);
  });

  it('leaves a channel without a sender off', () => {
    expect(() => channel('whatsapp', { whatsappFrom: null })).toThrow('off');
  });
});

describe('outside the session window', () => {
  const alert = { ...whatsapp, purpose: 'alert', locale: 'ar', withinWindow: false };

  it('holds a message that has no approved template, without calling Twilio', async () => {
    expect(await channel('whatsapp').send(alert)).toMatchObject({
      outcome: 'hold',
      reason: 'needs_template',
    });
    expect(server.calls).toEqual([]);
  });

  it('sends the template of the purpose and language, the text in one line', async () => {
    const rendered = { ...alert.rendered, text: 'تنبيه\n\nحولي:  ١٢ سرقة\tاليوم' };
    const result = await channel('whatsapp', { contentSids: { 'alert.ar': ALERT_SID } }).send({
      ...alert,
      rendered,
    });
    expect(result.outcome).toBe('accepted');
    expect(server.accepted[0]?.fields).toMatchObject({
      ContentSid: ALERT_SID,
      ContentVariables: JSON.stringify({ 1: 'تنبيه · حولي: ١٢ سرقة · اليوم' }),
    });
    expect(server.accepted[0]?.fields).not.toHaveProperty('Body');
  });

  it('turns to the template at once when the window closed meanwhile, and sends one message', async () => {
    server.faults.push(twilioError(400, 63016));
    const open = { ...alert, withinWindow: true };
    const result = await channel('whatsapp', { contentSids: { 'alert.ar': ALERT_SID } }).send(open);
    expect(result.outcome).toBe('accepted');
    expect(server.accepted.map(({ fields }) => fields.ContentSid)).toEqual([ALERT_SID]);
  });

  it('cuts a long text between graphemes and closes its isolates', () => {
    const variable = asVariable(`\u2068${'👮‍♂️'.repeat(300)}\u2069`);
    expect(variable.length).toBeLessThanOrEqual(900);
    expect(variable).toMatch(/^\u2068(👮‍♂️)+…\u2069$/u);
  });
});

describe('buttons on WhatsApp', () => {
  const buttons = [
    { label: 'قبول', payload: 'task:accept:7' },
    { label: 'رفض', payload: 'task:decline:7' },
  ];
  const withButtons = { ...whatsapp, locale: 'ar', rendered: { ...whatsapp.rendered, buttons } };

  it('go out by the quick-reply template of their number', async () => {
    const contentSids = { 'buttons-1.ar': ALERT_SID, 'buttons-2.ar': BUTTONS_SID };
    const able = channel('whatsapp', { contentSids });
    expect(able.limits.maxButtons).toBe(2);
    await able.send(withButtons);
    expect(server.accepted[0]?.fields).toMatchObject({
      ContentSid: BUTTONS_SID,
      ContentVariables: JSON.stringify({
        1: '12 thefts in Hawalli',
        2: 'قبول',
        3: 'task:accept:7',
        4: 'رفض',
        5: 'task:decline:7',
      }),
    });
  });

  it('are lines of text where the account has no such template', async () => {
    const unable = channel('whatsapp');
    expect(unable.limits.maxButtons).toBe(0);
    await unable.send(withButtons);
    expect(server.accepted[0]?.body).toBe('12 thefts in Hawalli\n• قبول\n• رفض');
  });
});

describe('an error code of Twilio', () => {
  it.each(Object.entries(TWILIO_ERRORS))('%s leads to what its fault asks for', async (code, { fault }) => {
    server.faults.push(twilioError(400, Number(code)));
    const result = await channel('whatsapp').send(whatsapp);
    expect(server.accepted).toEqual([]);
    if (fault === null) return expect(result.outcome).toBe('ambiguous');
    if (fault === 'window_closed') return expect(result.outcome).toBe('hold');
    if (fault === 'account') return expect(result).toMatchObject({ outcome: 'refused', flag: 'operator' });
    const { again, flag } = REMEDIES[fault];
    expect(result).toMatchObject({ outcome: again ? 'retry' : 'refused', fault, ...(flag && { flag }) });
  });

  it('flags what makes an address or our account useless, and lets one odd refusal stop nothing else', async () => {
    const flagOf = async (code: number) => {
      server.faults.push(twilioError(400, code));
      const result = await channel('sms').send(sms);
      return result.outcome === 'refused' ? (result.flag ?? result.fault) : result.outcome;
    };
    expect(await flagOf(21211)).toBe('bad_address');
    expect(await flagOf(21610)).toBe('opted_out');
    expect(await flagOf(21408)).toBe('operator');
    expect(await flagOf(30007)).toBe('blocked');
    expect(await flagOf(99999)).toBe('our_mistake');
  });

  it.each([
    [null, 401, 'account'],
    [null, 429, 'busy'],
    [null, 502, null],
    ['99999', 400, 'our_mistake'],
    ['99999', null, 'unknown'],
  ])('code %s with HTTP %s is read as %s', (code, status, fault) => {
    expect(twilioFault(code, status)).toBe(fault);
  });

  it('takes the spare of a paused template at once, and says which was paused', async () => {
    const contentSids = { 'alert.en': ALERT_SID, 'alert.en.2': BUTTONS_SID };
    server.faults.push(twilioError(400, 63041));
    const late = { ...whatsapp, purpose: 'alert', withinWindow: false };
    const result = await channel('whatsapp', { contentSids }).send(late);
    expect(result).toMatchObject({
      outcome: 'accepted',
      templateTroubles: [{ contentSid: ALERT_SID, code: '63041' }],
    });
    expect(server.accepted[0]?.fields.ContentSid).toBe(BUTTONS_SID);
    const avoiding = { ...late, avoidTemplates: new Set([ALERT_SID]) };
    await channel('whatsapp', { contentSids }).send(avoiding);
    expect(server.accepted[1]?.fields.ContentSid).toBe(BUTTONS_SID);
  });

  it('sends a card as plain text when its buttons are refused', async () => {
    server.faults.push(twilioError(400, 63030));
    const buttons = [{ label: 'Take it', payload: 'ack:7' }];
    const card = { ...whatsapp, rendered: { ...whatsapp.rendered, buttons } };
    const result = await channel('whatsapp', { contentSids: { 'buttons-1.en': BUTTONS_SID } }).send(card);
    expect(result.outcome).toBe('accepted');
    expect(server.accepted[0]?.fields.Body).toContain('Take it');
  });

  it('waits as long as Twilio says', async () => {
    server.faults.push(twilioError(429, 20429, { 'retry-after': '7' }), twilioError(429, 20429));
    expect(await channel('sms').send(sms)).toMatchObject({ outcome: 'retry', afterSeconds: 7 });
    expect(await channel('sms').send(sms)).toMatchObject({ outcome: 'retry', afterSeconds: null });
  });
});

describe('looking for a message whose fate is unknown', () => {
  it('does not take another text, another person or an older message for it', async () => {
    const able = channel('sms');
    const start = new Date();
    await able.send(sms);
    const find = (changes: Partial<typeof sms>, since = start) => able.find({ ...sms, ...changes }, since);
    expect(await find({})).toBe(server.accepted[0]?.sid);
    expect(await find({ rendered: { ...sms.rendered, text: 'other' } })).toBeNull();
    expect(await find({ to: { channel: 'sms', value: '+96550000002' } })).toBeNull();
    expect(await find({}, new Date(start.getTime() + 60_000))).toBeNull();
    const sid = server.accepted[0]?.sid ?? '';
    expect(await able.find(sms, start, async (ids) => new Set(ids.filter((id) => id === sid)))).toBeNull();
  });

  it('finds a template by its variable', async () => {
    const able = channel('whatsapp', { contentSids: { 'alert.en': ALERT_SID } });
    const alert = { ...whatsapp, purpose: 'alert', withinWindow: false };
    await able.send(alert);
    expect(await able.find(alert, new Date())).toBe(server.accepted[0]?.sid);
  });

  it('fails when Twilio cannot be asked, since the fate is still unknown', async () => {
    server.faults.push(twilioError(503, 20503));
    await expect(channel('sms').find(sms, new Date())).rejects.toThrow();
  });
});
