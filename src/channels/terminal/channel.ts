import type { RenderLimits } from '../../domain/message.js';
import type { Channel } from '../channel.js';
import { CHANNEL_LIMITS } from '../limits.js';

/**
 * The terminal: prints what would be sent, each button with the line that presses it.
 *
 * @param write takes whole lines, without their line feed, and whom they are for.
 * @param limits those of another channel, to see what people there would see.
 */
export function createTerminalChannel(
  write: (text: string, to: string) => void,
  limits: RenderLimits = CHANNEL_LIMITS.terminal,
): Channel {
  return {
    name: 'terminal',
    limits,
    send: async ({ to, rendered, key }) => {
      const buttons = rendered.buttons.map(({ label, payload }) => `[${label}]  @button ${payload}`);
      write([rendered.text, ...buttons].join('\n'), to.value);
      return { outcome: 'accepted', providerId: `terminal:${key}` };
    },
    find: async () => null,
    mounts: [],
  };
}
