import type { RenderLimits } from '../../domain/message.js';
import type { Channel } from '../channel.js';
import { CHANNEL_LIMITS } from '../limits.js';

/**
 * The terminal: prints what would be sent, each button with the line that presses it.
 *
 * @param write takes whole lines, without their line feed.
 * @param limits those of another channel, to see what people there would see.
 */
export function createTerminalChannel(
  write: (text: string) => void,
  limits: RenderLimits = CHANNEL_LIMITS.terminal,
): Channel {
  return {
    name: 'terminal',
    limits,
    send: async ({ rendered, key }) => {
      const buttons = rendered.buttons.map(({ label, payload }) => `[${label}]  @button ${payload}`);
      write([rendered.text, ...buttons].join('\n'));
      return { outcome: 'accepted', providerId: `terminal:${key}` };
    },
    find: async () => null,
    mounts: [],
  };
}
