import { z } from 'zod';
import { type MapAccuracy, mapAccuracy } from '../analytics/accuracy.js';
import type { MapQuality } from '../analytics/map-quality.js';
import { type HotspotMap, type MapExam, visibleLeftOut } from '../domain/hotspot-map.js';

/** How maps and their exams look on the wire. */

const share = z.number().nullable();
const count = z.number().int();
const parts = z.record(z.string(), z.union([z.string(), z.number()]));

/** A map: everything needed to judge it and to draw it again. */
export const mapView = z
  .strictObject({
    id: count,
    runId: count,
    /** First day that it is for; it knows the days before. */
    asOf: z.iso.date(),
    preset: z.string(),
    parameters: parts,
    windowFrom: z.iso.date(),
    incidents: count,
    /** Inhabited area and the flagged part of it. */
    maskKm2: z.number(),
    flaggedKm2: z.number(),
    /** What to know before acting on it. */
    warnings: z.array(z.looseObject({ code: z.string() })),
    /** False where no alert may be made of it. */
    alertable: z.boolean(),
    /** Incidents of the map's history that are on no map, by reason; restricted ones where the reader may see them. */
    leftOut: z.record(z.string(), count),
    nearRepeats: z.array(
      z.strictObject({
        offence: z.string(),
        metres: z.number(),
        days: count,
        ratio: z.number(),
        probability: z.number(),
        incidents: count,
      }),
    ),
  })
  .meta({ id: 'HotspotMap' });

/** A map on the wire; near repeats of `hidden` offences and their number stay inside. */
export function viewMap(map: HotspotMap, hidden: ReadonlySet<string>): z.input<typeof mapView> {
  const { retrospective: _, ...rest } = map;
  return {
    ...rest,
    parameters: { ...map.parameters },
    warnings: map.warnings.map((warning) => ({ ...warning })),
    leftOut: visibleLeftOut(map, hidden),
    nearRepeats: map.nearRepeats.filter(({ offence }) => !hidden.has(offence)),
  };
}

const accuracy = z.strictObject({
  /** Flagged share of the inhabited area. */
  areaShare: share,
  /** Share of the incidents in it. */
  hitRate: share,
  /** Hit rate over area share: 1 = no better than chance. */
  pai: share,
  /** Hits over the most that any map of that size could have had. */
  pei: share,
});

/** How one map did over the first days that it was for. Reported incidents; those that patrols found are apart. */
export const examView = z
  .strictObject({
    mapId: count,
    asOf: z.iso.date(),
    /** True where the map was drawn afterwards, from what lay before its day. */
    retrospective: z.boolean(),
    days: count,
    hits: count,
    incidents: count,
    accuracy,
    /** Expected in the flagged area; null where the method promises nothing. */
    expected: z.number().nullable(),
    /** Outside the inhabited area. */
    outside: count,
    discovered: z.strictObject({ hits: count, incidents: count }),
    /** Hits of a map that knows nothing of the last 90 days. */
    blindHits: count.nullable(),
  })
  .meta({ id: 'MapExam' });

/** An exam on the wire; shares of nothing are null. */
export const viewExam = (exam: MapExam): z.input<typeof examView> => ({
  mapId: exam.mapId,
  asOf: exam.asOf,
  retrospective: exam.retrospective,
  days: exam.days,
  hits: exam.reported.hits,
  incidents: exam.reported.incidents,
  accuracy: viewAccuracy(mapAccuracy([exam.reported])),
  expected: exam.expected,
  outside: exam.outside,
  discovered: { ...exam.discovered },
  blindHits: exam.blind?.hits ?? null,
});

const finite = (value: number) => (Number.isFinite(value) ? value : null);

const viewAccuracy = (one: MapAccuracy): z.input<typeof accuracy> => ({
  areaShare: finite(one.areaShare),
  hitRate: finite(one.hitRate),
  pai: finite(one.pai),
  pei: finite(one.pei),
});

/** Up to twelve weeks that do not overlap, together, and the verdict on whether the recording follows the map. */
export const qualityView = z.strictObject({
  pooled: z.strictObject({ weeks: count, incidents: count, accuracy }).nullable(),
  feedback: z.strictObject({ ratio: share, low95: share, high95: share, chases: z.boolean() }).nullable(),
});

/** The same on the wire. */
export function viewQuality({ pooled, feedback }: MapQuality): z.input<typeof qualityView> {
  return {
    pooled: pooled && { ...pooled, accuracy: viewAccuracy(pooled.accuracy) },
    feedback: feedback && {
      ratio: finite(feedback.ratio),
      low95: finite(feedback.low95),
      high95: finite(feedback.high95),
      chases: feedback.chases,
    },
  };
}
