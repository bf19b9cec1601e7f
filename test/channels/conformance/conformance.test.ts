import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src/domain/errors.js';
import { CHANNELS } from '../../../src/domain/message.js';
import { HASTY_MS, PATIENT_MS } from '../../support/channel-bench.js';
import { SUBJECTS, type Subject, type Trouble } from './subject.js';

const OUTCOMES: Readonly<Record<Trouble, string>> = {
  refuses: 'refused',
  'asks to wait': 'retry',
  'is unreachable': 'retry',
  hangs: 'ambiguous',
  'cuts the line': 'ambiguous',
  'answers garbage': 'ambiguous',
  'accepts, then answers an error': 'ambiguous',
  'accepts, then hangs': 'ambiguous',
  'accepts, then cuts the line': 'ambiguous',
};

describe.each(CHANNELS)('the %s channel', (name) => {
  let subject: Subject;
  beforeEach(async () => {
    subject = await SUBJECTS[name](PATIENT_MS);
  });
  afterEach(() => subject.close());

  it('has its name and limits that hold together', () => {
    const { channel } = subject;
    expect(channel.name).toBe(name);
    expect(channel.limits.maxCharacters).toBeGreaterThan(0);
    if (channel.limits.oneWay) expect(channel.limits.maxButtons).toBe(0);
  });

  it('hands over a message once and says by which id', async () => {
    const result = await subject.channel.send(subject.message);
    expect(result).toEqual({ outcome: 'accepted', providerId: expect.stringMatching(/\S{5,}/) });
    expect(subject.accepted()).toBe(1);
  });

  it.each(Object.entries(OUTCOMES))(
    'when the provider %s, says %s and never tries by itself',
    async (kind, outcome) => {
      const trouble = kind as Trouble;
      if (/hang/.test(kind)) {
        await subject.close();
        subject = await SUBJECTS[name](HASTY_MS);
      }
      if (!subject.trouble(trouble)) return;
      const since = new Date();
      expect((await subject.channel.send(subject.message)).outcome).toBe(outcome);
      const accepted = trouble.startsWith('accepts');
      expect(subject.accepted()).toBe(accepted ? 1 : 0);
      if (trouble === 'is unreachable' || !subject.canFind) return;
      const found = await subject.channel.find(subject.message, since);
      if (accepted) expect(found).toMatch(/\S{5,}/);
      else expect(found).toBeNull();
    },
  );

  it('is well again after trouble', async () => {
    if (!subject.trouble('refuses')) return;
    await subject.channel.send(subject.message);
    expect((await subject.channel.send(subject.message)).outcome).toBe('accepted');
  });

  it('stores what people send once, however often it comes', async () => {
    const { inbound, bench } = subject;
    if (!inbound) return expect(subject.channel.mounts).toEqual([]);
    for (let i = 0; i < 5; i += 1) expect((await inbound.valid()).status).toBe(200);
    expect(bench.received).toHaveLength(1);
    expect(bench.received[0]).toMatchObject({ channel: name, text: 'help', button: null, location: null });
  });

  it('takes media', async () => {
    if (!subject.inbound) return;
    expect((await subject.inbound.withMedia()).status).toBe(200);
    expect(subject.bench.received[0]?.media).toMatchObject([{ contentType: 'image/jpeg' }]);
  });

  it('refuses what is forged and what is too large, and stores neither', async () => {
    if (!subject.inbound) return;
    expect([401, 403]).toContain((await subject.inbound.forged()).status);
    expect((await subject.inbound.tooLarge()).status).toBe(413);
    expect(subject.bench.received).toEqual([]);
    expect(subject.bench.refusals).toHaveLength(2);
  });

  it('stores nothing that lacks a needed field, and reports it', async () => {
    if (!subject.inbound) return;
    expect((await subject.inbound.missingField()).status).toBeLessThan(500);
    expect(subject.bench.received).toEqual([]);
    expect(subject.bench.refusals).toHaveLength(1);
  });

  it('asks the provider to come back while the database is down, and loses nothing by it', async () => {
    const { inbound, bench } = subject;
    if (!inbound) return;
    bench.failure.error = new AppError('database_unavailable', 'connection refused');
    expect((await inbound.valid()).status).toBe(503);
    bench.failure.error = null;
    expect((await inbound.valid()).status).toBe(200);
    expect(bench.received).toHaveLength(1);
  });

  it('answers any signed fields without failing', async () => {
    const { inbound } = subject;
    if (!inbound) return;
    const fields = fc.dictionary(
      fc.string({ maxLength: 12, unit: 'binary' }),
      fc.string({ maxLength: 40, unit: 'binary' }),
    );
    const known = fc.constantFrom(
      'Body',
      'From',
      'NumMedia',
      'Latitude',
      'text',
      'user_id',
      'channel_id',
      'payload',
    );
    const odd = fc.tuple(known, fc.string({ maxLength: 20 })).map(([field, value]) => ({ [field]: value }));
    const property = fc.asyncProperty(fields, odd, async (some, one) => {
      const { status } = await inbound.strange({ ...some, ...one });
      // 403: the test's signer and a form parser may differ about what is no text at all.
      expect([200, 400, 403]).toContain(status);
    });
    await fc.assert(property, { numRuns: 150 });
  });

  it('passes on what the provider reports about a message', async () => {
    const { receipt, bench } = subject;
    if (!receipt) return;
    const id = `SM${'3'.repeat(32)}`;
    for (const status of ['sent', 'delivered', 'a_new_word', 'read']) {
      expect((await receipt.report(id, status)).status).toBe(200);
    }
    expect(bench.receipts.map(({ channel, providerId, status }) => [channel, providerId, status])).toEqual([
      [name, id, 'sent'],
      [name, id, 'delivered'],
      [name, id, 'read'],
    ]);
    bench.failure.error = new AppError('database_unavailable', 'connection refused');
    expect((await receipt.report(id, 'read')).status).toBe(503);
  });
});
