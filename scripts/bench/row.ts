/** One measured line: ours against a rival on the same data. */
export type BenchRow = {
  name: string;
  /** Size of the input: points, days, messages. */
  n: number;
  /** Median wall time. */
  seconds: number;
  /** Memory above the loaded process at its peak; null where it was not measured. */
  peak_mb: number | null;
  rival: string | null;
  rival_seconds: number | null;
  /** Rival's time over ours. */
  ratio: number | null;
  /** The rival was stopped: its time and the ratio are lower bounds. */
  rival_timed_out?: boolean;
};

/** A family of benchmarks, named <prefix>-<argument>. To add one: a file here and a line in the registry. */
export type Bench = {
  prefix: string;
  about: { argument: string; text: string };
  /** Arguments that run when no name is given. */
  usual: readonly string[];
  /**
   * `patienceSeconds`: when a rival that does not end is stopped.
   *
   * @throws Error when the argument makes no sense.
   */
  run(argument: string, patienceSeconds: number): Promise<BenchRow[]>;
};

/** Median of measurements; NaN without any. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
}
