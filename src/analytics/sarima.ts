import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Orders of a seasonal ARIMA with a weekly season. */
export type SarimaOrder = { p: number; d: number; q: number; P: number; D: number; Q: number };

/** Mean and variance for each day ahead, on the scale of the values that went in. */
export type SarimaOutput = { mean: number[]; variance: number[] };

/** What the package's loader returns: only what is used here. */
type ArimaClass = new (
  options: SarimaOrder & { s: number; method: number; verbose: boolean },
) => {
  train(values: number[]): unknown;
  /** [means, variances]: the second is the variance, whatever the package's documentation calls it. */
  predict(steps: number): [number[], number[]];
  destroy(): void;
};

/** Conditional sum of squares; the default, exact maximum likelihood, explodes on 10 to 16 % of real series. */
const CONDITIONAL = 1;
const WEEK = 7;

/**
 * Fits a seasonal ARIMA with the `arima` package and forecasts `steps` days.
 *
 * Each fit gets a WebAssembly instance of its own (about 2 ms): memory that the package leaks goes with the instance, no fit can
 * depend on an earlier one, and its chatter goes nowhere instead of to the program's standard output.
 *
 * @throws Error when the package refuses the series (fewer than 22 values).
 */
export function fitSarima(values: Float64Array, order: SarimaOrder, steps: number): SarimaOutput {
  const Arima = silentArima();
  const model = new Arima({ ...order, s: WEEK, method: CONDITIONAL, verbose: false });
  try {
    model.train(Array.from(values));
    const [mean, variance] = model.predict(steps);
    return { mean, variance };
  } finally {
    model.destroy();
  }
}

function silentArima(): ArimaClass {
  const require = createRequire(import.meta.url);
  const folder = dirname(require.resolve('arima'));
  const instantiate: (module: object) => object = require(join(folder, 'wasm', 'native-sync.js'));
  const wasmBinary: Uint8Array = require(join(folder, 'wrapper', 'native.bin.js'));
  const load: (instance: object) => ArimaClass = require(join(folder, 'load.js'));
  const ignore = () => {};
  return load(instantiate({ wasmBinary, print: ignore, printErr: ignore }));
}
