import { createTerminalChannel } from '../../../src/channels/terminal/channel.js';
import { outgoing, recordHooks } from '../../support/channel-bench.js';
import type { Start } from './subject.js';

export const terminalSubject: Start = async () => {
  const lines: string[] = [];
  return {
    channel: createTerminalChannel((line) => lines.push(line)),
    bench: recordHooks(),
    message: outgoing({ to: { channel: 'terminal', value: 'ali' } }),
    accepted: () => lines.length,
    trouble: () => false,
    canFind: false,
    inbound: null,
    receipt: null,
    close: async () => undefined,
  };
};
