import type { DayRegressors } from './calendar.js';
import { type Forecast, type ForecastModel, forecastSeries } from './forecast.js';

/** A forecast to be made elsewhere, such as in a worker thread: plain data that can be posted there. */
export type ForecastTask = {
  key: string;
  counts: Float64Array;
  startDay: number;
  horizonDays: number;
  model: 'auto' | ForecastModel;
  /** Whether to give the other models' means as well. */
  compare: boolean;
  /** Regressors of startDay and the days after it, up to the horizon; days beyond its end are ordinary. */
  calendar?: readonly DayRegressors[];
};

/** What comes back. */
export type ForecastAnswer = { key: string; forecast: Forecast };

const ORDINARY: DayRegressors = {};

/** Makes the forecast of a task. @throws RangeError as `forecastSeries` does. */
export function runForecastTask(task: ForecastTask): ForecastAnswer {
  const { key, counts, startDay, horizonDays, model, compare, calendar } = task;
  const regressors = (day: number) => calendar?.[day - startDay] ?? ORDINARY;
  const options = { horizonDays, model, compare, ...(calendar && { calendar: regressors }) };
  return { key, forecast: forecastSeries({ counts, startDay }, options) };
}

/** Writes a calendar down for the days of a series and its horizon. */
export function calendarTable(
  calendar: (day: number) => DayRegressors,
  startDay: number,
  days: number,
): readonly DayRegressors[] {
  return Array.from({ length: days }, (_, i) => calendar(startDay + i));
}
