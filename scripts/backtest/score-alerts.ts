import { forecastSeries, totalOf } from '../../src/analytics/forecast.js';
import type { CountDistribution } from '../../src/analytics/negative-binomial.js';
import { type Random, seededRandom } from '../../src/analytics/random.js';
import { type DailySeries, dailySeries, dispersionOf, sum } from '../../src/analytics/series.js';
import { type Surge, surges } from '../../src/analytics/surge.js';
import type { Incidents } from './read.js';
import { meanOf } from './score-forecasts.js';
import { largest } from './series.js';

/** How a rule did in invented weeks: alerts about series in which nothing had changed, and doubled weeks that it told of. */
export type RuleScore = {
  /** A week. */
  falseAlerts: number;
  /** Share of all doubled weeks, and of those of series that count five or more in a usual week; NaN without any. */
  caught: number;
  caughtFrequent: number;
};

/** What an analyst can expect of the alerts on data like these. Alerts and false alerts are a week, over all series together. */
export type AlertScores = {
  series: number;
  /** The weeks of the file itself, where nobody knows which alerts were false. */
  asItWas: { weeks: number; confirmed: number; watch: number };
  invented: {
    weeks: number;
    doubled: number;
    own: RuleScore;
    /** False alerts that the confirmed alerts made, and those that the program itself said to expect. */
    confirmedFalse: number;
    promisedFalse: number;
    /** "Half as much again as the mean of the four weeks before, and five at least". */
    simple: RuleScore;
  };
};

const WEEK_DAYS = 7;
const FEWEST_TRAINING_DAYS = 56;
const FEWEST_INCIDENTS = 20;
const MOST_SERIES = 200;
const INVENTED_DAYS_BEFORE = 730;
const INVENTED_WEEKS = 52;
const DOUBLED_A_WEEK = 3;
const FREQUENT_A_WEEK = 5;
/** Rates rise and fall by this share over a year. */
const SEASON = 0.15;
const SEED = 11;

/**
 * Judges the rules of surge alerts on the series of each district and category (or of the one of them that the file tells): on its own
 * weeks, and on invented years of the same rates in which a few weeks are doubled.
 *
 * @returns null where there are no two series to look at.
 */
export function scoreAlerts(
  incidents: Incidents,
  { origins, onWeek }: { origins: readonly number[]; onWeek: (done: number, of: number) => void },
): AlertScores | null {
  const lastDay = incidents.dayNumber.reduce((last, day) => Math.max(last, day), 0);
  const series = smallSeries(incidents, lastDay);
  if (series.length < 2) return null;
  const all = origins.length + INVENTED_WEEKS;
  const real = origins.flatMap((day, i) => {
    onWeek(i + 1, all);
    const at = day - (series[0]?.startDay ?? day);
    return at >= FEWEST_TRAINING_DAYS ? [judged(series, at, []).found] : [];
  });
  const ofTier = (found: readonly Surge[], tier: Surge['tier']) =>
    found.filter((one) => one.tier === tier).length;
  const weekly = (tier: Surge['tier']) => meanOf(real.map((found) => ofTier(found, tier)));
  return {
    series: series.length,
    asItWas: { weeks: real.length, confirmed: weekly('confirmed'), watch: weekly('watch') },
    invented: inventedScore(series, (week) => onWeek(origins.length + week, all)),
  };
}

function smallSeries({ dayNumber, district, category }: Incidents, lastDay: number): DailySeries[] {
  const firstDay = dayNumber.reduce((first, day) => Math.min(first, day), lastDay);
  const labels = category.map((name, i) => JSON.stringify([district[i], name]));
  return largest(labels, { most: MOST_SERIES, fewest: FEWEST_INCIDENTS }).map(([, select]) =>
    dailySeries(dayNumber, { fromDay: firstDay, toDay: lastDay + 1, select }),
  );
}

type Week = { found: Surge[]; simple: Set<number>; promised: CountDistribution[]; promisedFalse: number };

/** The week from position `at` on, judged by what lay before it. `extra`: incidents added to it, by series. */
function judged(series: readonly DailySeries[], at: number, extra: readonly number[]): Week {
  const promised = series.map(({ counts, startDay }) =>
    totalOf(
      forecastSeries({ counts: counts.subarray(0, at), startDay }, { horizonDays: WEEK_DAYS, model: 'ewma' }),
    ),
  );
  const observed = series.map(({ counts }, i) => sum(counts.subarray(at, at + WEEK_DAYS)) + (extra[i] ?? 0));
  const keyed = promised.map((promise, i) => ({ key: String(i), ...promise }));
  const result = surges(
    observed.map((count, i) => ({ key: String(i), count })),
    keyed,
  );
  const simple = observed.flatMap((count, i) => {
    const usual = sum((series[i] as DailySeries).counts.subarray(Math.max(0, at - 28), at)) / 4;
    return count >= 5 && count >= 1.5 * usual ? [i] : [];
  });
  return {
    found: result.surges,
    simple: new Set(simple),
    promised,
    promisedFalse: result.expectedFalse.confirmed + result.expectedFalse.watch,
  };
}

function inventedScore(real: readonly DailySeries[], onWeek: (week: number) => void) {
  const random = seededRandom(SEED);
  const rates = real.map(({ counts }) => rateOf(counts.subarray(-365)));
  const series = rates.map((rate) => inventedSeries(rate, random));
  const own = tally();
  const simple = tally();
  let confirmedFalse = 0;
  let promisedFalse = 0;
  for (let week = 0; week < INVENTED_WEEKS; week++) {
    const doubled = chosen(series.length, random);
    const extra = rates.map((rate, i) => (doubled.has(i) ? weekOf(rate, random) : 0));
    const judgement = judged(series, INVENTED_DAYS_BEFORE + WEEK_DAYS * week, extra);
    const frequent = (i: number) => WEEK_DAYS * (rates[i]?.mean ?? 0) >= FREQUENT_A_WEEK;
    own.add(new Set(judgement.found.map(({ key }) => Number(key))), doubled, frequent);
    simple.add(judgement.simple, doubled, frequent);
    confirmedFalse += judgement.found.filter(
      ({ key, tier }) => tier === 'confirmed' && !doubled.has(Number(key)),
    ).length;
    promisedFalse += judgement.promisedFalse;
    onWeek(week + 1);
  }
  return {
    weeks: INVENTED_WEEKS,
    doubled: own.doubled(),
    own: own.score(),
    confirmedFalse: confirmedFalse / INVENTED_WEEKS,
    promisedFalse: promisedFalse / INVENTED_WEEKS,
    simple: simple.score(),
  };
}

function tally() {
  const sums = { falseAlerts: 0, doubled: 0, caught: 0, frequent: 0, caughtFrequent: 0 };
  return {
    add(alerted: ReadonlySet<number>, doubled: ReadonlySet<number>, isFrequent: (i: number) => boolean) {
      for (const i of alerted) if (!doubled.has(i)) sums.falseAlerts += 1;
      for (const i of doubled) {
        sums.doubled += 1;
        sums.caught += Number(alerted.has(i));
        sums.frequent += Number(isFrequent(i));
        sums.caughtFrequent += Number(isFrequent(i) && alerted.has(i));
      }
    },
    doubled: () => sums.doubled,
    score: (): RuleScore => ({
      falseAlerts: sums.falseAlerts / INVENTED_WEEKS,
      caught: sums.caught / sums.doubled,
      caughtFrequent: sums.caughtFrequent / sums.frequent,
    }),
  };
}

/** Its days' rate and spread; what a year's trend adds to the spread is none of the days'. */
const rateOf = (counts: Float64Array): CountDistribution => ({
  mean: sum(counts) / counts.length,
  dispersion: Math.min(2, dispersionOf(counts)),
});

function inventedSeries({ mean, dispersion }: CountDistribution, random: Random): DailySeries {
  const phase = random();
  const days = INVENTED_DAYS_BEFORE + WEEK_DAYS * INVENTED_WEEKS;
  const counts = Float64Array.from({ length: days }, (_, day) => {
    const season = 1 + SEASON * Math.sin(2 * Math.PI * (day / 365 + phase));
    return drawn({ mean: mean * season, dispersion }, random());
  });
  return { startDay: 0, counts };
}

const weekOf = (rate: CountDistribution, random: Random): number =>
  Array.from({ length: WEEK_DAYS }, () => drawn(rate, random())).reduce((total, count) => total + count, 0);

/** Negative binomial (Poisson where the dispersion is 1) by inversion: fast for the few incidents of a day. */
function drawn({ mean, dispersion }: CountDistribution, chance: number): number {
  const over = dispersion - 1;
  let probability = over > 0 ? dispersion ** (-mean / over) : Math.exp(-mean);
  let left = chance - probability;
  let count = 0;
  // Beyond twenty times the mean nothing is left but rounding.
  while (left > 0 && count < 20 * (mean + 5)) {
    probability *= over > 0 ? (mean + over * count) / (dispersion * (count + 1)) : mean / (count + 1);
    left -= probability;
    count += 1;
  }
  return count;
}

function chosen(of: number, random: Random): Set<number> {
  const some = new Set<number>();
  while (some.size < Math.min(DOUBLED_A_WEEK, of - 1)) some.add(Math.floor(of * random()));
  return some;
}
