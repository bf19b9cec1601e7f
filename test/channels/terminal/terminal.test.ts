import { expect, it } from 'vitest';
import { createTerminalChannel } from '../../../src/channels/terminal/channel.js';
import { outgoing } from '../../support/channel-bench.js';

it('prints the text, and for each button the line that presses it', async () => {
  const lines: string[] = [];
  const rendered = {
    text: 'Task 7',
    buttons: [{ label: 'Accept', payload: 'accept:7' }],
    direction: 'ltr' as const,
  };
  const message = outgoing({ to: { channel: 'terminal', value: 'ali' }, rendered });
  const result = await createTerminalChannel((line) => lines.push(line)).send(message);
  expect(result).toEqual({ outcome: 'accepted', providerId: 'terminal:outbox-1' });
  expect(lines).toEqual(['Task 7\n[Accept]  @button accept:7']);
});
