import type { Clock, Runtime } from '../runtime.js';

/** What a channel is given beside its settings and hooks. */
export type ChannelOptions = {
  /** Where providers reach this program: scheme, host and port, without a slash at the end. */
  publicUrl: string;
  /** The system's clock, never a shifted one: it measures the age of signatures. */
  clock: Clock;
  log: Runtime['log'];
  /** How long a call to the provider may take in all; 10 seconds unless given. */
  deadlineMs?: number;
  fetch?: typeof fetch;
};
