import type { LocalDate } from './period.js';

export const PREDICTION_SCOPES = ['country', 'governorate', 'area'] as const;
export type PredictionScope = (typeof PREDICTION_SCOPES)[number];

/** One day of a forecast for one place: the expected count and the intervals that hold it 4 of 5 and 19 of 20 times. */
export type Prediction = {
  runId: number;
  scope: PredictionScope;
  /** Governorate or area id; `kuwait` for the country. */
  scopeId: string;
  /** Null: all offences together. */
  offenceId: string | null;
  day: LocalDate;
  mean: number;
  low80: number;
  high80: number;
  low95: number;
  high95: number;
  model: string;
  /** Local days of the training history, both inside. */
  trainedFrom: LocalDate;
  trainedTo: LocalDate;
  /** What was counted afterwards; null until the day is over. */
  actual: number | null;
};

/** A prediction before it is stored. */
export type NewPrediction = Omit<Prediction, 'runId' | 'actual'>;
