/** How far off a model's stored promise was, in incidents, on one day that has come. */
export type ScoredPromise = { model: string; day: number; absoluteError: number };

/** How readily models change places. */
export type ModelChoiceOptions = {
  /** Days looked back on. Default 90. */
  windowDays?: number;
  /** Days that a model needs before it may be chosen. Default 28. */
  fewestDays?: number;
  /** A challenger must be better by this share: models do not change places for nothing. Default 0.03. */
  margin?: number;
};

/**
 * Chooses the model with the least mean error over the days that all candidates were scored on; the present one stays unless another is
 * better by the margin. O(scores)
 *
 * @param asOfDay scores of this day and later are ignored
 */
export function chooseModel(
  present: string,
  scores: readonly ScoredPromise[],
  asOfDay: number,
  options: ModelChoiceOptions = {},
): string {
  const { windowDays = 90, fewestDays = 28, margin = 0.03 } = options;
  const recent = scores.filter(({ day }) => day < asOfDay && day >= asOfDay - windowDays);
  const own = errorsOf(recent, present);
  let best = present;
  let bestRatio = 1 - margin;
  for (const model of new Set(recent.map((score) => score.model))) {
    if (model === present) continue;
    const ratio = errorRatio(errorsOf(recent, model), own, fewestDays);
    if (ratio < bestRatio) {
      best = model;
      bestRatio = ratio;
    }
  }
  return best;
}

function errorsOf(scores: readonly ScoredPromise[], model: string): Map<number, number> {
  return new Map(
    scores.filter((score) => score.model === model).map(({ day, absoluteError }) => [day, absoluteError]),
  );
}

/** Challenger's error over the present one's on their common days; infinite where those are too few. */
function errorRatio(
  challenger: Map<number, number>,
  present: Map<number, number>,
  fewestDays: number,
): number {
  const common = [...challenger.keys()].filter((day) => present.has(day));
  if (common.length < fewestDays) return Number.POSITIVE_INFINITY;
  const total = (errors: Map<number, number>) => common.reduce((all, day) => all + (errors.get(day) ?? 0), 0);
  return total(present) === 0 ? Number.POSITIVE_INFINITY : total(challenger) / total(present);
}
