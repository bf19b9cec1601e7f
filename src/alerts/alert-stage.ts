import { governorateOfArea } from '../domain/area.js';
import { SILENT_FEED_DAYS } from '../domain/incident.js';
import { isSensitiveOffence } from '../domain/offence.js';
import { dateOfDay } from '../domain/period.js';
import { recordedDays } from '../store/daily-counts.js';
import { hotspotsOfRun } from '../store/hotspots.js';
import { countedIncidents, presentCompleteness, wholeOf } from './forecast-stage.js';
import type { StageContext, StageResult } from './pipeline.js';
import { loadAudience, raise } from './raise.js';
import { type Finding, findNewHotspots, findSurges } from './rules.js';
import { offenceSeries, placeSeries, trainingSpan, withoutOutages } from './series.js';

/** Enough for a level and a weekday profile, and the week that is judged. */
const SURGE_DAYS = 180;

/** What crossed a rule, put in front of people once. */
export async function alertStage({ runtime, run, asOfDay, signal }: StageContext): Promise<StageResult> {
  const { db, config, knowledge } = runtime;
  const recorded = await recordedDays(db, dateOfDay(asOfDay));
  if (!recorded) return { report: { raised: 0, reason: 'no incidents' } };
  const span = trainingSpan(asOfDay, SURGE_DAYS, recorded);
  const daysAgo = asOfDay - span.to;
  // A rise or fall of the last week is no news then.
  if (daysAgo > SILENT_FEED_DAYS) return { report: { raised: 0, reason: 'stale feed', staleDays: daysAgo } };
  // A total over all offences is for everybody to read: what is restricted by role has series of its own.
  const open = knowledge.offences.offences.filter((o) => !isSensitiveOffence(o)).map(({ id }) => id);
  const columns = await countedIncidents(db, span, signal);
  const counted = [
    ...placeSeries('area', columns, span, open),
    ...offenceSeries(columns, span, knowledge.offences),
  ];
  const country = wholeOf(placeSeries('country', columns, span), span);
  const { series, missingDays } = withoutOutages(counted, country);
  const { findings, result } = findSurges(series, {
    calendar: knowledge.calendar,
    minimumCount: config.alert.minimumCount,
    completeness: await presentCompleteness(db, asOfDay, config.timeZone),
    daysAgo,
  });
  const hotspots = await hotspotsOfRun(db, run.id);
  const fresh = alertableMap(run) ? findNewHotspots(hotspots) : [];
  const report = {
    tested: result.tested,
    missingDays,
    surges: findings.length,
    newHotspots: fresh.length,
    expectedFalse: result.expectedFalse,
  };
  return {
    report,
    store: async (tx) => {
      const audience = await loadAudience(tx);
      for (const finding of [...findings, ...fresh]) {
        await raise(runtime, tx, withGovernorate(runtime, finding), {
          runId: run.id,
          bucket: run.localDate,
          at: runtime.clock.now(),
          expectedFalse: result.expectedFalse[finding.tier],
          audience,
        });
      }
    },
  };
}

/** False where one cluster holds so much that the map says nothing about where. */
function alertableMap({ stages }: StageContext['run']): boolean {
  const report = stages.hotspots;
  return typeof report === 'object' && report !== null && Reflect.get(report, 'alertable') === true;
}

function withGovernorate({ knowledge }: StageContext['runtime'], finding: Finding): Finding {
  if (finding.governorateId !== null || finding.areaId === null) return finding;
  return { ...finding, governorateId: governorateOfArea(knowledge.gazetteer, finding.areaId) };
}
