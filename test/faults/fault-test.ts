import type { Kit } from './kit.js';

/** What a test found, in its own words, and whether that reaches the bar. */
export type Outcome = {
  figure: string;
  met: boolean;
  /** False when only a bar was missed that hangs on how busy the machine is: `met` says the rest. Default: true. */
  inTime?: boolean;
};

/**
 * What a test works on. `database`: any; `server`: several processes share it; `own server`: one that may be stopped.
 */
export type Need = 'nothing' | 'database' | 'server' | 'own server';

/** A fault or abuse that the program has to bear, and the bar. */
export type FaultTest = {
  /** `D` delivery and crashes, `S` speed, `I` inbound, `A` abuse; the number within its family. */
  name: string;
  title: string;
  /** What has to come out. */
  bar: string;
  needs: Need;
  /** How often it is tried: in CI, and with `--full`. */
  n: { short: number; full: number };
  /** How long `--full` takes, about, in minutes on two cores. Default: less than one. */
  fullMinutes?: number;
  /** `waits`: mostly idle, so that in CI others run beside it; then its times are shown, not judged. Default: alone. */
  pace?: 'waits';
  run(kit: Kit, n: number): Promise<Outcome>;
};
