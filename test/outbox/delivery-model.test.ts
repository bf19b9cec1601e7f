import fc from 'fast-check';
import { beforeEach, expect, it } from 'vitest';
import type { SendResult } from '../../src/channels/channel.js';
import type { DeliveryState } from '../../src/domain/delivery.js';
import type { ReceiptStatus } from '../../src/domain/message.js';
import { deliverDue } from '../../src/outbox/deliver.js';
import { recordReceipt } from '../../src/outbox/receipt.js';
import { rowsOf } from '../../src/store/database.js';
import { cancelMessages, expireOverdue, retryMessages } from '../../src/store/outbox.js';
import { useDatabase } from '../support/database.js';
import { type FakeChannel, fakeChannel } from '../support/fake-channel.js';
import { deskFor, emptyOutbox, outboxRows, outboxRuntime, postAll, skipWaits } from '../support/outbox.js';
import { silent } from '../support/silent.js';

const database = useDatabase();
beforeEach(() => emptyOutbox(database.db));

/** What the reference knows of the one message: its state, and how often the provider took it. */
type Model = { state: DeliveryState; doubt: boolean; taken: number; heard: Set<string> };
type Real = { channel: FakeChannel; work: () => Promise<void>; state: () => Promise<string> };
type Answer = 'accepts' | 'is busy' | 'takes and falls silent' | 'refuses' | 'has no template';

const ANSWERS: Record<Answer, { takes: boolean; answers: SendResult } | null> = {
  accepts: null,
  'is busy': { takes: false, answers: { outcome: 'retry', code: '503', detail: '', afterSeconds: null } },
  'takes and falls silent': { takes: true, answers: { outcome: 'ambiguous', code: 'x', detail: '' } },
  refuses: { takes: false, answers: { outcome: 'refused', code: '30007', detail: '', fault: 'blocked' } },
  'has no template': { takes: false, answers: { outcome: 'hold', reason: 'needs_template', detail: '' } },
};

const fresh = (): Model => ({ state: 'queued', doubt: false, taken: 0, heard: new Set() });

/** The reference: a tenth of the program, written without looking at it. */
function delivered(model: Model, answer: Answer): void {
  if (model.state !== 'queued') return;
  if (model.doubt) {
    // The provider has it: it is found and never sent again.
    Object.assign(model, { state: 'accepted', doubt: false });
    return;
  }
  if (answer === 'accepts') Object.assign(model, { state: 'accepted', taken: model.taken + 1 });
  if (answer === 'takes and falls silent') Object.assign(model, { doubt: true, taken: model.taken + 1 });
  if (answer === 'refuses') model.state = 'failed';
  if (answer === 'has no template') model.state = 'held';
}

const RANK: Partial<Record<ReceiptStatus, number>> = { sent: 3, delivered: 4, failed: 4, read: 5 };

function reported(model: Model, status: ReceiptStatus): void {
  if (model.heard.has(status)) return;
  model.heard.add(status);
  const under = ['accepted', 'sent', 'delivered', 'failed', 'read'].includes(model.state);
  const best = Math.max(...[...model.heard].map((word) => RANK[word as ReceiptStatus] ?? 0));
  if (!under || (RANK[status] ?? 0) < best) return;
  const first = [...model.heard].find((word) => RANK[word as ReceiptStatus] === best);
  if (first !== status) return;
  const isOpen = model.state === 'accepted' || model.state === 'sent';
  if (status === 'read') model.state = 'read';
  else if (isOpen) model.state = status === 'sent' ? 'sent' : (status as DeliveryState);
}

class Step implements fc.AsyncCommand<Model, Real> {
  constructor(
    readonly name: string,
    readonly can: (model: Model) => boolean,
    readonly onModel: (model: Model) => void,
    readonly onReal: (real: Real) => Promise<unknown>,
  ) {}
  check = (model: Readonly<Model>) => this.can(model);
  async run(model: Model, real: Real) {
    this.onModel(model);
    await this.onReal(real);
    expect([this.name, await real.state()]).toEqual([this.name, model.state]);
    expect([this.name, real.channel.taken.length]).toEqual([this.name, model.taken]);
  }
  toString = () => this.name;
}

const deliver = fc.constantFrom<Answer>(...(Object.keys(ANSWERS) as Answer[])).map(
  (answer) =>
    new Step(
      `the provider ${answer}`,
      () => true,
      (model) => delivered(model, answer),
      async ({ channel, work }) => {
        channel.fault = () => ANSWERS[answer];
        await work();
      },
    ),
);
/** The id of the only message that the provider has: reports for it may come before we have noted it. */
const report = fc.constantFrom<ReceiptStatus>('sent', 'delivered', 'failed', 'read').map(
  (status) =>
    new Step(
      `it reports ${status}`,
      (model) => model.taken === 1 && !model.doubt,
      (model) => reported(model, status),
      () =>
        recordReceipt(
          { db: database.db, log: silent },
          {
            channel: 'whatsapp',
            providerId: 'whatsapp-1',
            status,
            errorCode: status === 'failed' ? '30007' : null,
            fault: status === 'failed' ? 'blocked' : null,
          },
        ),
    ),
);
const idOf = async () => (await outboxRows(database.db))[0]?.id ?? 0;
const cancel = fc.constant(
  new Step(
    'an operator takes it back',
    (model) => !model.doubt,
    (model) => {
      if (model.state === 'queued' || model.state === 'held') model.state = 'cancelled';
    },
    async () => cancelMessages(database.db, [await idOf()]),
  ),
);
const retry = fc.constant(
  new Step(
    'an operator tries it again',
    // Once the provider has had it a second sending is the operator's choice, and outside this model.
    (model) => model.taken === 0,
    (model) => {
      if (['dead', 'failed', 'held'].includes(model.state)) model.state = 'queued';
    },
    async () => retryMessages(database.db, [await idOf()], [120, 120, 120, 120]),
  ),
);
const expire = fc.constant(
  new Step(
    'its time runs out',
    (model) => !model.doubt,
    (model) => {
      if (model.state === 'queued' || model.state === 'held') model.state = 'expired';
    },
    async () => {
      await rowsOf(database.db, 'UPDATE outbox SET expires_at = clock_timestamp()');
      await expireOverdue(database.db);
      await rowsOf(database.db, "UPDATE outbox SET expires_at = clock_timestamp() + interval '1 hour'");
    },
  ),
);

it('delivery does what a small reference does, whatever providers, operators and time do', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.commands([deliver, deliver, report, cancel, retry, expire], { maxCommands: 12 }),
      (steps) =>
        fc.asyncModelRun(async () => {
          await emptyOutbox(database.db);
          const channel = fakeChannel('whatsapp');
          const runtime = outboxRuntime(database.db, [channel]);
          await postAll(runtime, {});
          const work = async () => {
            await skipWaits(database.db);
            await rowsOf(database.db, 'DELETE FROM send_slots');
            await deliverDue(deskFor(runtime));
          };
          const state = async () => (await outboxRows(database.db))[0]?.state ?? 'gone';
          return {
            model: fresh(),
            real: { channel, work, state },
          };
        }, steps),
    ),
    { numRuns: 40, endOnFailure: true },
  );
}, 240_000);
