import type { Channel, Outgoing, SendResult } from '../../src/channels/channel.js';
import type { ChannelName, Receipt, Rendered } from '../../src/domain/message.js';
import type { TemplateReport } from '../../src/domain/template.js';
import type { Render } from '../../src/outbox/ready.js';

/** What the provider does with one call: take it or not, and what it answers. */
export type Fault = { takes: boolean; answers: SendResult | Error };

/** A provider in memory: what it took, and what it was asked. */
export type FakeChannel = Channel & {
  /** Messages that it took, in order: what people would have on their phones. */
  readonly taken: { id: string; message: Outgoing }[];
  /** Messages that were found or not when they were asked for. */
  readonly searches: string[];
  calls: number;
  /** Decides what happens to a call; null: it is taken and accepted. */
  fault: (message: Outgoing, call: number) => Fault | null;
  canFind: boolean;
  /** Runs while the provider has the message and its answer is on the way. */
  onTaken: (id: string, message: Outgoing) => Promise<void>;
  /** What it says when it is asked about a message; nothing of those that are not here. */
  readonly knows: Map<string, Receipt>;
  /** How its templates stand. */
  templates: TemplateReport[];
};

/** A channel whose provider does as it is told. */
export function fakeChannel(name: ChannelName): FakeChannel {
  const taken: FakeChannel['taken'] = [];
  const channel: FakeChannel = {
    name,
    limits: { markup: 'plain', maxCharacters: 1600, maxButtons: 0, maxButtonLabel: 0, oneWay: false },
    mounts: [],
    taken,
    searches: [],
    calls: 0,
    canFind: true,
    knows: new Map(),
    templates: [],
    asks: {
      statusOf: async (id) => channel.knows.get(id) ?? null,
      templates: async () => channel.templates,
    },
    fault: () => null,
    onTaken: async () => undefined,
    async send(message) {
      channel.calls++;
      const fault = channel.fault(message, channel.calls);
      if (fault && !fault.takes) return answer(fault.answers);
      const id = `${name}-${taken.length + 1}`;
      taken.push({ id, message });
      await channel.onTaken(id, message);
      return fault ? answer(fault.answers) : { outcome: 'accepted', providerId: id };
    },
    async find(message) {
      channel.searches.push(message.key);
      if (!channel.canFind) throw new Error('the provider cannot be asked');
      return taken.find((one) => one.message.key === message.key)?.id ?? null;
    },
  };
  return channel;
}

function answer(answers: SendResult | Error): SendResult {
  if (answers instanceof Error) throw answers;
  return answers;
}

export const ambiguous: SendResult = { outcome: 'ambiguous', code: '500', detail: 'the provider stumbled' };
export const busy = (afterSeconds: number | null): SendResult => ({
  outcome: 'retry',
  code: afterSeconds === null ? '503' : '429',
  detail: 'not now',
  afterSeconds,
});

/** Shows a reply as the keys of its texts. */
export const plainRender: Render = (reply): Rendered => ({
  text: reply.blocks.map((block) => ('text' in block ? block.text.key : block.kind)).join('\n'),
  buttons: [],
  direction: 'ltr',
});
