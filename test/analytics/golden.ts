import { readFileSync } from 'node:fs';
import { z } from 'zod';

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../fixtures/golden/${name}.json`, import.meta.url), 'utf8'));

/** What scikit-learn's DBSCAN found; see test/fixtures/golden/dbscan.py. */
export const sklearn = z
  .object({
    cases: z.array(
      z.object({
        name: z.string(),
        points: z.array(z.tuple([z.number(), z.number()])),
        epsMetres: z.number(),
        minPoints: z.number(),
        labels: z.array(z.number()),
        core: z.array(z.number()),
      }),
    ),
  })
  .parse(read('dbscan'));

const counted = { mean: z.number(), count: z.number(), cumulative: z.number(), upperTail: z.number() };

/** Reference numbers from R; see test/fixtures/golden/numbers.R. */
export const r = z
  .object({
    negativeBinomial: z.array(
      z.object({
        ...counted,
        dispersion: z.number(),
        logProbability: z.number(),
        q025: z.number(),
        q90: z.number(),
      }),
    ),
    poisson: z.array(z.object(counted)),
    benjaminiHochberg: z.object({ p: z.array(z.number()), adjusted: z.array(z.number()) }),
    utm38n: z.array(z.object({ longitude: z.number(), latitude: z.number(), x: z.number(), y: z.number() })),
    series: z.object({
      counts: z.array(z.number()),
      sarimaMean: z.array(z.number()),
      sarimaVariance: z.array(z.number()),
    }),
    mase: z.object({
      train: z.array(z.number()),
      truth: z.array(z.number()),
      forecast: z.array(z.number()),
      value: z.number(),
      mae: z.number(),
    }),
    quantile: z.object({
      values: z.array(z.number()),
      probability: z.array(z.number()),
      result: z.array(z.number()),
    }),
  })
  .parse(read('numbers'));
