import type { MapExam } from '../domain/hotspot-map.js';
import { type MapAccuracy, mapAccuracy } from './accuracy.js';
import { type FeedbackResult, feedback } from './feedback.js';

/** One exam, read: what was caught of what was to be caught, and how that compares with chance and with the best possible. */
export type ExamReading = { exam: MapExam; accuracy: MapAccuracy };

/** How the maps have done of late; null where nothing could be scored yet. */
export type MapQuality = {
  /** The map of the last day that is over, on that day. */
  yesterday: ExamReading | null;
  /** The latest map whose week is over, on its week. */
  lastWeek: ExamReading | null;
  /** Weeks that do not overlap, pooled: up to twelve. */
  pooled: { weeks: number; incidents: number; accuracy: MapAccuracy } | null;
  /** Whether the recording seems to follow the map; null before there is a comparison. */
  feedback: FeedbackResult | null;
};

const WEEK_DAYS = 7;
const MOST_WEEKS = 12;
/** Nights in a verdict on feedback. */
const MOST_NIGHTS = 60;
const SEED = 1;

/** How many exams the reading looks back on: nights of the feedback's verdict, and weeks that do not overlap. */
export const EXAMS_READ = WEEK_DAYS * MOST_WEEKS;

/**
 * Reads the latest exams.
 *
 * @param daily exams of one day, @param weekly exams of a week, both latest first
 */
export function mapQuality(daily: readonly MapExam[], weekly: readonly MapExam[]): MapQuality {
  const weeks = withoutOverlap(weekly)
    .filter(({ reported }) => reported.incidents > 0)
    .slice(0, MOST_WEEKS);
  const scores = weeks.map(({ reported }) => reported);
  return {
    yesterday: readingOf(daily[0]),
    lastWeek: readingOf(weekly[0]),
    pooled:
      weeks.length < 2
        ? null
        : {
            weeks: weeks.length,
            incidents: scores.reduce((sum, { incidents }) => sum + incidents, 0),
            accuracy: mapAccuracy(scores),
          },
    feedback: feedbackOf(weekly),
  };
}

function readingOf(exam: MapExam | undefined): ExamReading | null {
  return exam ? { exam, accuracy: mapAccuracy([exam.reported]) } : null;
}

/** Maps a week apart, from the latest back. */
function withoutOverlap(weekly: readonly MapExam[]): MapExam[] {
  const kept: MapExam[] = [];
  for (const exam of weekly) {
    const last = kept.at(-1);
    if (!last || daysBetween(exam.asOf, last.asOf) >= WEEK_DAYS) kept.push(exam);
  }
  return kept;
}

const daysBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000;

/** Maps that were drawn afterwards sent nobody anywhere: only those that people saw can chase themselves. */
function feedbackOf(weekly: readonly MapExam[]): FeedbackResult | null {
  const nights = weekly
    .filter(({ retrospective, reported }) => !retrospective && reported.incidents > 0)
    .flatMap(({ reported, blind }) => (blind ? [{ used: reported, blind }] : []))
    .slice(0, MOST_NIGHTS);
  return nights.length === 0 ? null : feedback(nights, SEED);
}
