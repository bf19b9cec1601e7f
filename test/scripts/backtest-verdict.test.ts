import { describe, expect, it } from 'vitest';
import type { ForecastResult } from '../../scripts/backtest/score-forecasts.js';
import type { MapResult } from '../../scripts/backtest/score-maps.js';
import { verdictOf } from '../../scripts/backtest/verdict.js';
import { bootstrap, mapAccuracy } from '../../src/analytics/accuracy.js';

/** A map at 1 % of the area that caught so many of 100 incidents in each test period. */
function map(method: string, caught: readonly number[]): MapResult {
  const folds = caught.map((hits) => {
    return { hits, incidents: 100, flaggedCells: 10, maskCells: 1000, bestHits: 100 };
  });
  const pai = bootstrap(folds, (sample) => mapAccuracy(sample).pai);
  return { method, areaShare: 0.01, accuracy: mapAccuracy(folds), pai, folds };
}

function forecast(method: string, mase: number): ForecastResult {
  const rest = { wape: 0.1, maseOfMean: mase, wapeOfMean: 0.1, coverage80: 0.8, coverage95: 0.95 };
  const cost = { msPerFit: 1, msPerFit95: 1, meanAbsoluteError: 1, meanAbsoluteErrorOfMean: 1 };
  return { series: 'total', method, mase, ...rest, ...cost, level: 10, failures: 0 };
}

const words = (maps: MapResult[], forecasts: ForecastResult[] = []) =>
  verdictOf({ maps, forecasts, kernels: 'mixed' }).join('\n');

describe('the verdict of a backtest', () => {
  it('says how many times its share the map caught, and with which kernels', () => {
    expect(words([map('risk', [30, 28, 32])])).toContain(
      'this map (kernels: mixed) caught 30.0 % of what came: 30.0 times its share',
    );
  });

  it('is yes or no only where test after test shows it', () => {
    const said = words([
      map('risk', [30, 28, 32, 31, 29]),
      map('grid_count', [31, 27, 33, 30, 29]),
      map('gi_star', [20, 19, 22, 21, 18]),
      map('seed', [40, 38, 41, 42, 39]),
    ]);
    expect(said).toContain('better than counting the incidents of each cell? not shown: 1.00 times');
    expect(said).toContain('better than Gi*? yes: 1.50 times');
    expect(said).toContain('better than DBSCAN with 0.02 degrees and 5 points? no: 0.75 times');
  });

  it('does not divide by a rival that caught nothing', () => {
    expect(words([map('risk', [30, 28, 31]), map('seed', [0, 0, 0])])).toContain(
      'yes: that one caught nothing, this one 89',
    );
  });

  it('never says yes from a handful, or from one lucky test period', () => {
    expect(words([map('risk', [3, 2]), map('seed', [0, 0])])).toContain('not shown: that one caught nothing');
    expect(words([map('risk', [9, 0, 0, 0]), map('seed', [0, 0, 0, 0])])).toContain('not shown: that one');
    expect(words([map('risk', [4, 0, 0, 0]), map('seed', [1, 0, 0, 0])])).toContain('not shown: 4.00 times');
  });

  it('claims nothing when neither map caught anything', () => {
    expect(words([map('risk', [0, 0]), map('seed', [0, 0])])).toContain('not shown: neither caught anything');
  });

  it('sets the forecast against repeating last week in the same test periods, and the best of the others', () => {
    const others = [forecast('seasonal_naive', 0.532), forecast('moving_average', 0.8)];
    expect(words([], [forecast('ensemble', 0.684), ...others])).toContain(
      'its error is 29 % larger than that of repeating last week in the same test periods (MASE 0.684, that of repeating last week 0.532; the best of the others, moving_average: 0.800)',
    );
    expect(words([], [forecast('ensemble', 0.4), ...others])).toContain(
      '25 % smaller than that of repeating',
    );
    expect(words([], [forecast('ensemble', 0.533), ...others])).toContain(
      'no difference to repeating last week',
    );
  });

  it('says that nothing ever changed where nobody made an error', () => {
    const none = [forecast('ensemble', 0), forecast('seasonal_naive', 0)];
    expect(words([], none)).toContain('nothing ever changed');
    expect(words([], [forecast('ensemble', 0.2), forecast('seasonal_naive', 0)])).toContain('larger than');
  });

  it('says so where nothing could be judged', () => {
    expect(words([map('risk', [])])).toContain('No map could be judged');
    expect(words([])).toContain('No forecast could be judged');
  });
});
