import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEmailChannel } from '../../../src/channels/email/channel.js';
import { messageId } from '../../../src/channels/email/compose.js';
import { HASTY_MS, outgoing, PATIENT_MS } from '../../support/channel-bench.js';
import { type LocalSmtp, startSmtpServer } from '../../support/smtp-server.js';

const FROM = 'Khareetaty <bot@khareetaty.example>';

let smtp: LocalSmtp;
beforeEach(async () => {
  smtp = await startSmtpServer();
});
afterEach(() => smtp.close());

const channel = (deadlineMs = PATIENT_MS) =>
  createEmailChannel({ smtpUrl: smtp.url, from: FROM }, { deadlineMs });
const message = outgoing({ to: { channel: 'email', value: 'ali@moi.example' } });

describe('an e-mail', () => {
  it('has the first line as its subject, the text as plain text, and says that a machine wrote it', async () => {
    const rendered = { ...message.rendered, text: 'Morning briefing\n\n3 < 5 thefts' };
    const result = await channel().send({ ...message, rendered });
    expect(result).toEqual({ outcome: 'accepted', providerId: messageId(FROM, 'outbox-1') });
    const raw = smtp.received[0]?.raw ?? '';
    expect(smtp.received[0]?.to).toEqual(['ali@moi.example']);
    expect(raw).toMatch(/^Subject: Morning briefing\r$/m);
    expect(raw).toMatch(/^Auto-Submitted: auto-generated\r$/m);
    expect(raw).toMatch(
      /Content-Type: text\/plain[\s\S]*3 < 5 thefts[\s\S]*Content-Type: text\/html[\s\S]*3 &lt; 5/,
    );
  });

  it('is shown right to left where it is written so', async () => {
    const rendered = { text: 'تقرير الصباح', buttons: [], direction: 'rtl' as const };
    await channel().send({ ...message, rendered, locale: 'ar' });
    const [, html = ''] = smtp.received[0]?.raw.split('Content-Type: text/html') ?? [];
    expect(html).toMatch(/<html lang=3D"ar" dir=3D"rtl">/);
  });

  it('goes to one address, whatever that contains', async () => {
    const to = { channel: 'email' as const, value: 'ali@moi.example, eve@evil.example' };
    const result = await channel().send({ ...message, to });
    expect(smtp.received.flatMap((mail) => mail.to)).not.toContain('eve@evil.example');
    expect(result.outcome).not.toBe('accepted');
  });

  it('cannot bring headers in by its first line', async () => {
    const rendered = { ...message.rendered, text: 'Hello\r\nBcc: eve@evil.example' };
    await channel().send({ ...message, rendered });
    expect(smtp.received[0]?.to).toEqual(['ali@moi.example']);
    expect(smtp.received[0]?.raw.split('\r\n\r\n')[0]).not.toContain('Bcc');
  });

  it('keeps its Message-ID when it is sent again, and another message has another', async () => {
    await channel().send(message);
    await channel().send(message);
    await channel().send({ ...message, key: 'outbox-2' });
    const ids = smtp.received.map(({ raw }) => /^Message-ID: (.+)\r$/m.exec(raw)?.[1]);
    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).not.toBe(ids[0]);
  });
});

describe('what a mail server says', () => {
  it.each([
    ['sender', 451, { outcome: 'retry', code: 'smtp_451' }],
    ['recipient', 450, { outcome: 'retry', code: 'smtp_450' }],
    ['recipient', 550, { outcome: 'refused', flag: 'bad_address' }],
    ['sender', 550, { outcome: 'refused', flag: 'operator' }],
    ['data', 452, { outcome: 'retry' }],
    ['data', 554, { outcome: 'refused', fault: 'content' }],
    ['data', 'hang', { outcome: 'ambiguous' }],
  ] as const)('at the %s, %s, is answered as it should be', async (at, code, expected) => {
    smtp.faults.push({ at, code });
    const able = channel(code === 'hang' ? HASTY_MS : PATIENT_MS);
    expect(await able.send(message)).toMatchObject(expected);
  });
});
