import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { LONGEST_HORIZON_DAYS } from '../analytics/forecast.js';
import { type Completeness, completenessOf, nowcast, unfinishedDays } from '../analytics/reporting-lag.js';
import type { DailySeries } from '../analytics/series.js';
import { governorateOfArea } from '../domain/area.js';
import { dateOfDay } from '../domain/period.js';
import { PREDICTION_SCOPES } from '../domain/prediction.js';
import { recordedDays, reportingLags } from '../store/daily-counts.js';
import type { Db, Queryable } from '../store/database.js';
import { recordTrialActuals, saveTrials } from '../store/forecast-trials.js';
import { type IncidentColumns, incidentColumns, packChangedMonths } from '../store/incident-blocks.js';
import { scoreOfAll } from '../store/prediction-scores.js';
import { type ActualCount, recordActuals, savePredictions, thinPredictions } from '../store/predictions.js';
import { asTree } from './coherence.js';
import { forecastAll } from './forecasts.js';
import { planModels } from './model-plan.js';
import type { StageContext, StageResult } from './pipeline.js';
import {
  type DaySpan,
  datesOf,
  type PlaceSeries,
  placeSeries,
  trainingSpan,
  withoutOutages,
} from './series.js';

/** How far ahead anybody may ask. */
const HORIZON_DAYS = 28;
/** Late reports still change the counts of the last days. */
const ACTUAL_DAYS = 21;
/** Promises of the last four weeks are scored. */
const SCORED_DAYS = 28;
/** Forecasts of days further back are thinned to the last promise for each day. */
const WHOLE_DAYS = 120;
/** Reports are followed for so long; of days older than that, over the quarter before, it is known how late theirs came. */
const LAG_DAYS = 14;
const LAG_WINDOW_DAYS = 90;

/** All incidents of a span as columns, what changed since last night included. */
export async function countedIncidents(db: Db, span: DaySpan, signal: AbortSignal): Promise<IncidentColumns> {
  await packChangedMonths(db, { signal });
  return incidentColumns(db, datesOf(span));
}

/** The country's own series: what the feed brought each day. */
export function wholeOf(series: readonly PlaceSeries[], { from, to }: DaySpan): DailySeries {
  const country = series.find(({ scope }) => scope === 'country');
  return country?.series ?? { startDay: from, counts: new Float64Array(to - from) };
}

/** How complete the last days are by now; null when reports do not say when they came. */
export async function presentCompleteness(
  on: Queryable,
  asOfDay: number,
  timeZone: string,
): Promise<Completeness | null> {
  const span = datesOf({ from: asOfDay - LAG_DAYS - LAG_WINDOW_DAYS, to: asOfDay - LAG_DAYS });
  return completenessOf(await reportingLags(on, span, { mostDays: LAG_DAYS, timeZone }));
}

/** 28 days ahead for the country, each governorate and each area, adding up; and the truth beside earlier promises. */
export async function forecastStage(context: StageContext): Promise<StageResult> {
  const { runtime, run, asOfDay, signal, progress } = context;
  const { db, config, knowledge } = runtime;
  const recorded = await recordedDays(db, dateOfDay(asOfDay));
  if (!recorded) return { report: { series: 0, reason: 'no incidents' } };
  const span = trainingSpan(asOfDay, config.forecast.trainingDays, recorded);
  const completeness = await presentCompleteness(db, asOfDay, config.timeZone);
  const daysAgo = asOfDay - span.to;
  const unfinished = completeness ? Math.max(0, unfinishedDays(completeness) - daysAgo) : 0;
  const columns = await countedIncidents(db, span, signal);
  const counted = PREDICTION_SCOPES.flatMap((scope) => placeSeries(scope, columns, span));
  const { series: whole, tree } = asTree(counted, (areaId) => governorateOfArea(knowledge.gazetteer, areaId));
  const { series, missingDays } = withoutOutages(whole, wholeOf(counted, span));
  const busy = counted.filter(({ scope }) => scope === 'area').slice(0, config.forecast.busyAreas);
  const { predictions, trials, report } = await forecastAll(
    runtime,
    series.map((one) => ({ ...one, series: nowcast(one.series, completeness, daysAgo) })),
    {
      // Days that are not finished, or not delivered, lie between the training and today: they are forecast as well.
      horizonDays: Math.min(LONGEST_HORIZON_DAYS, HORIZON_DAYS + daysAgo + unfinished),
      plan: await planModels(db, asOfDay, busy),
      tree,
      calendar: knowledge.calendar,
      signal,
      onProgress: async (done, of) => {
        progress('series', done, of);
        await yieldToOthers();
      },
    },
  );
  const score = await scoreOfAll(
    db,
    datesOf({ from: span.to - unfinished - SCORED_DAYS, to: span.to - unfinished }),
  );
  const lag = completeness ? { unfinishedDays: unfinished } : { reportingLag: 'unknown' };
  return {
    report: {
      ...report,
      ...lag,
      missingDays,
      trainedTo: dateOfDay(span.to - 1 - unfinished),
      lastFourWeeks: score,
    },
    async store(tx) {
      await savePredictions(tx, run.id, predictions);
      await saveTrials(tx, run.id, trials, run.localDate);
      const actuals = actualsOf(series, unfinished);
      await recordActuals(tx, actuals);
      await recordTrialActuals(tx, actuals);
      await thinPredictions(tx, dateOfDay(asOfDay - WHOLE_DAYS));
    },
  };
}

/** What was counted on the finished days of the last three weeks, for the promises that were made of them. */
function actualsOf(series: readonly PlaceSeries[], unfinished: number): ActualCount[] {
  return series.flatMap(({ scope, scopeId, offenceId, series: { counts, startDay } }) => {
    if (scope === 'rest') return [];
    const first = Math.max(0, counts.length - unfinished - ACTUAL_DAYS);
    return [...counts.slice(first, counts.length - unfinished)].flatMap((actual, i) =>
      Number.isNaN(actual)
        ? []
        : [{ ...{ scope, scopeId, offenceId, actual }, day: dateOfDay(startDay + first + i) }],
    );
  });
}
