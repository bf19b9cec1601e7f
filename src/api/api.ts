import type { Text } from '../domain/message.js';
import type { Locale } from '../domain/user.js';
import type { Runtime } from '../runtime.js';
import type { LoginThrottle } from './throttle.js';
import type { AccessTokens } from './tokens.js';

/** What a one-tap link would do, for its page. */
export type OneTapView = {
  state: 'open' | 'used' | 'expired';
  /** What will happen when the button is pressed. */
  title: Text;
  /** The words on the button. */
  confirm: Text;
  /** The language of the person that the link was sent to; null: the browser's. */
  locale: Locale | null;
};

/** What stands behind `/a/:token`. It knows what links mean; this folder only shows and presses them. */
export type OneTap = {
  /** What the link would do; null for a token that was never given out. Changes nothing. */
  view(token: string): Promise<OneTapView | null>;
  /**
   * Does what the link stands for, once, and says what happened.
   *
   * @throws AppError `expired_link` when it is unknown, used or expired; whatever the action throws.
   */
  act(token: string): Promise<Text>;
};

/** A stored picture for a provider to fetch. */
export type Picture = { contentType: string; bytes: Uint8Array };

/** What handlers may use: the runtime's part and what belongs to HTTP alone. */
export type Api = Pick<Runtime, 'config' | 'db' | 'clock' | 'ids' | 'log' | 'knowledge' | 'channels'> & {
  tokens: AccessTokens;
  throttle: LoginThrottle;
};
