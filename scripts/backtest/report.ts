import type { Incidents } from './read.js';
import type { AlertScores, RuleScore } from './score-alerts.js';
import type { ForecastResult } from './score-forecasts.js';
import type { MapResult } from './score-maps.js';

/** Everything a run found out. */
export type BacktestReport = {
  incidents: Incidents;
  span: { firstDay: number; lastDay: number };
  origins: readonly number[];
  horizonDays: number;
  maps: readonly MapResult[];
  forecasts: readonly ForecastResult[];
  /** Null where the file has no two series to compare. */
  alerts: AlertScores | null;
  /** The kernels that the map was drawn with, chosen from the time before the first test period. */
  kernels: string;
  /** What a person should know of the file before believing the figures, one sentence each. */
  notes: readonly string[];
  /** Whether the optional Prophet packages were there to compare with. */
  prophet: boolean;
};

const DAY_MS = 86_400_000;

/** What the program itself uses; the rest are baselines. It takes the light model where a series is too sparse for the other. */
export const OWN_MAP = 'risk';
export const OWN_FORECAST = 'ensemble';

/** ISO date of a local day number. */
export function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** The report as other programs read it; numbers that do not exist are null. */
export function asJson(report: BacktestReport): object {
  const { incidents, span, origins, maps, forecasts } = report;
  return {
    incidents: incidents.dayNumber.length,
    unplaced: incidents.unplaced,
    skipped: incidents.skipped,
    notes: report.notes,
    from: dateOf(span.firstDay),
    to: dateOf(span.lastDay),
    folds: origins.length,
    hotspots: maps.map(({ method, areaShare, accuracy, pai }) => ({
      method,
      area_share: areaShare,
      hit_rate: rounded(accuracy.hitRate),
      pai: rounded(accuracy.pai),
      pai_low95: rounded(pai.low95),
      pai_high95: rounded(pai.high95),
      pei: rounded(accuracy.pei),
    })),
    forecast: forecasts.map((result) => ({
      series: result.series,
      method: result.method,
      mean_a_day: rounded(result.level),
      mase: rounded(result.mase),
      wape: rounded(result.wape),
      mase_of_mean: rounded(result.maseOfMean),
      wape_of_mean: rounded(result.wapeOfMean),
      coverage80: rounded(result.coverage80),
      coverage95: rounded(result.coverage95),
      ms_per_fit: rounded(result.msPerFit),
      ms_per_fit_p95: rounded(result.msPerFit95),
      failures: result.failures,
    })),
    against_prophet: againstProphet(forecasts),
    alerts: report.alerts && alertsJson(report.alerts),
    chosen: { hotspots: OWN_MAP, kernels: report.kernels, forecast: OWN_FORECAST },
  };
}

function alertsJson({ series, asItWas, invented }: AlertScores): object {
  const rule = ({ falseAlerts, caught, caughtFrequent }: RuleScore) => ({
    false_a_week: rounded(falseAlerts),
    caught: rounded(caught),
    caught_frequent: rounded(caughtFrequent),
  });
  return {
    series,
    as_it_was: { ...asItWas, confirmed: rounded(asItWas.confirmed), watch: rounded(asItWas.watch) },
    invented: {
      weeks: invented.weeks,
      doubled: invented.doubled,
      own: rule(invented.own),
      confirmed_false_a_week: rounded(invented.confirmedFalse),
      promised_false_a_week: rounded(invented.promisedFalse),
      simple: rule(invented.simple),
    },
  };
}

/** A figure for people; a dash where there is none. */
export function shown(value: number, digits: number): string {
  return Number.isFinite(value) ? value.toFixed(digits) : '-';
}

function rounded(value: number): number | null {
  return Number.isFinite(value) ? Math.round(value * 1e4) / 1e4 : null;
}

/** Mean over the series that could be scored. */
export function meanMase(forecasts: readonly ForecastResult[], method: string): number {
  const scores = forecasts
    .filter((one) => one.method === method && Number.isFinite(one.mase))
    .map(({ mase }) => mase);
  return scores.length === 0 ? Number.NaN : scores.reduce((total, mase) => total + mase, 0) / scores.length;
}

type AgainstProphet = {
  series: number;
  /** Series that one of the two forecast without any error, such as a category that is no longer used: they have no ratio. */
  series_left_out: number;
  mae_ratio: number | null;
  mae_ratio_of_mean: number | null;
  mae_ratio_total: number | null;
};

/**
 * Absolute errors over Prophet's, geometric mean over the series that both could forecast: of the medians, of the means, and of the
 * total alone. Null without Prophet.
 */
export function againstProphet(forecasts: readonly ForecastResult[]): AgainstProphet | null {
  const rival = new Map(forecasts.filter((one) => one.method === 'prophet').map((one) => [one.series, one]));
  const both = forecasts.flatMap((own) => {
    const other = rival.get(own.series);
    return own.method === OWN_FORECAST && other ? [{ own, other }] : [];
  });
  const pairs = both.filter((pair) => [pair.own, pair.other].every((one) => one.meanAbsoluteError > 0));
  if (pairs.length === 0) return null;
  const ratio = (of: typeof pairs, field: 'meanAbsoluteError' | 'meanAbsoluteErrorOfMean') =>
    rounded(
      Math.exp(
        of.reduce((total, { own, other }) => total + Math.log(own[field] / other[field]), 0) / of.length,
      ),
    );
  const total = pairs.filter(({ own }) => own.series === 'total');
  return {
    series: pairs.length,
    series_left_out: both.length - pairs.length,
    mae_ratio: ratio(pairs, 'meanAbsoluteError'),
    mae_ratio_of_mean: ratio(pairs, 'meanAbsoluteErrorOfMean'),
    mae_ratio_total: ratio(total, 'meanAbsoluteError'),
  };
}

function prophetLine(against: AgainstProphet | null): string {
  if (!against) return 'Prophet could be compared on no series';
  const { series, series_left_out: left, mae_ratio: median, mae_ratio_of_mean: mean } = against;
  return (
    `Absolute error over Prophet's (below 1 is better), geometric mean of ${series} series: ${median ?? '-'} of the medians, ` +
    `${mean ?? '-'} of the means; the total alone: ${against.mae_ratio_total ?? '-'}` +
    (left > 0 ? `; left out, as one of the two made no error: ${left}` : '')
  );
}

/** The report as a person reads it. */
export function asText(report: BacktestReport): string {
  const { incidents, span, origins, horizonDays, prophet } = report;
  return [
    `${incidents.dayNumber.length} incidents (${incidents.unplaced} without a position), ${dateOf(span.firstDay)} to ${dateOf(span.lastDay)}`,
    `${origins.length} test periods of ${horizonDays} days, ${dateOf(origins[0] ?? 0)} to ${dateOf((origins.at(-1) ?? 0) + horizonDays - 1)}`,
    ...skippedLine(incidents),
    ...report.notes.map((note) => `note: ${note}`),
    '',
    'Maps: share of the coming incidents caught, and how many times better than chance (PAI, 95 % interval), by flagged share of the area',
    ...mapTable(report.maps),
    '',
    `Forecasts ${horizonDays} days ahead: error of the median against repeating last week (MASE, smaller is better), share inside the intervals`,
    ...forecastTable(report.forecasts),
    ...(prophet
      ? ['', prophetLine(againstProphet(report.forecasts))]
      : ['', 'Prophet is missing: npm install --no-save @bsull/augurs @bsull/augurs-prophet-wasmstan']),
    '',
    ...alertLines(report.alerts),
  ].join('\n');
}

function alertLines(alerts: AlertScores | null): string[] {
  if (!alerts) return ['Alerts: the file has no two series of districts or categories to look at together'];
  const { series, asItWas, invented } = alerts;
  const { own, simple } = invented;
  const share = (value: number) => (Number.isFinite(value) ? `${shown(100 * value, 0)} %` : '-');
  const rule = (name: string, { falseAlerts, caught, caughtFrequent }: RuleScore) =>
    `    ${name}: ${shown(falseAlerts, 2)} false alerts a week; caught ${share(caught)} of the doubled weeks, ${share(caughtFrequent)} where five or more a week are usual`;
  return [
    `Alerts over ${series} series, a week's count against its forecast`,
    `  ${asItWas.weeks} weeks as they were: ${shown(asItWas.confirmed, 2)} confirmed and ${shown(asItWas.watch, 2)} watched a week`,
    `  ${invented.weeks} invented weeks of the same rates, ${invented.doubled} counts doubled:`,
    rule('ours', own),
    `      (${shown(invented.promisedFalse, 2)} said to be expected; ${shown(invented.confirmedFalse, 2)} of them confirmed ones)`,
    rule('half as much again as in the four weeks before, and five at least', simple),
  ];
}

function skippedLine({ rows, skipped }: Incidents): string[] {
  const total = Object.values(skipped).reduce((sum, count) => sum + count, 0);
  return total === 0
    ? []
    : [
        `${total} of ${rows} rows left out: ${skipped.no_date} without a date that can be, ${skipped.repeated_id} with a repeated id, ${skipped.malformed} with other cells than the header, ${skipped.cut_off} cut off at the end, ${skipped.far_date} dated far from all others`,
      ];
}

function mapTable(maps: readonly MapResult[]): string[] {
  const shares = [...new Set(maps.map(({ areaShare }) => areaShare))];
  const header = shares.map((share) => `${share * 100} %`.padStart(26)).join('');
  const methods = [...new Set(maps.map(({ method }) => method))];
  const rows = methods.map((method) => {
    const cells = maps.filter((one) => one.method === method).map(mapCell);
    return `  ${method.padEnd(12)}${cells.join('')}`;
  });
  return [`  ${''.padEnd(12)}${header}`, ...rows];
}

function mapCell({ accuracy, pai }: MapResult): string {
  const interval = `[${shown(pai.low95, 1)}-${shown(pai.high95, 1)}]`;
  const all = `${shown(100 * accuracy.hitRate, 1)} % ${shown(accuracy.pai, 2)} ${interval}`;
  return (Number.isFinite(accuracy.hitRate) ? all : '-').padStart(26);
}

function forecastTable(forecasts: readonly ForecastResult[]): string[] {
  const methods = [...new Set(forecasts.map(({ method }) => method))];
  const widest = Math.max(8, ...forecasts.map(({ series }) => series.length));
  const rows = forecasts.map(
    (one) =>
      `  ${one.series.padEnd(widest)}  ${one.method.padEnd(15)}${[one.mase, one.wape, one.coverage80, one.coverage95].map((value) => shown(value, 3).padStart(8)).join('')}${shown(one.msPerFit, 1).padStart(9)}`,
  );
  const means = methods.map(
    (method) =>
      `  ${'(mean)'.padEnd(widest)}  ${method.padEnd(15)}${shown(meanMase(forecasts, method), 3).padStart(8)}`,
  );
  return [
    `  ${''.padEnd(widest)}  ${''.padEnd(15)}    MASE    WAPE    80 %    95 %   ms/fit`,
    ...rows,
    ...means,
  ];
}
