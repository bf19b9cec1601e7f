import type { DemoCity } from './city.js';
import { busiestSpot, type Spot } from './streets.js';

/** A place where more happens than its surroundings explain, for a while or all the time. */
export type DemoCluster = {
  kind: 'persistent' | 'emerging' | 'fading';
  areaIndex: number;
  areaId: string;
  centre: Spot;
  /** One standard deviation of its incidents around the centre. */
  spreadMetres: number;
  offenceIds: readonly string[];
  /** Local hours `[from, to)` in which it is active; may cross midnight. */
  hours: readonly [from: number, to: number];
  /** Its share of all incidents when it is at full strength. */
  share: number;
};

type Plan = Omit<DemoCluster, 'areaIndex' | 'centre' | 'spreadMetres'>;

const PLANS: readonly Plan[] = [
  plan('persistent', 'jleeb_al_shuyoukh', ['fight', 'assault', 'theft'], [19, 1], 0.009),
  plan('persistent', 'hawalli', ['theft_from_vehicle', 'vehicle_theft'], [0, 5], 0.008),
  plan('persistent', 'salmiya', ['theft', 'pickpocketing', 'harassment'], [18, 23], 0.008),
  plan('persistent', 'farwaniya', ['theft', 'fight'], [18, 24], 0.007),
  plan('persistent', 'mahboula', ['drug_possession', 'fight', 'alcohol'], [20, 3], 0.006),
  plan('persistent', 'khaitan', ['robbery', 'assault'], [20, 2], 0.005),
  plan('persistent', 'shuwaikh_industrial', ['theft', 'vandalism'], [8, 20], 0.005),
  plan('persistent', 'jahra', ['reckless_driving', 'traffic_accident'], [20, 2], 0.005),
  plan('emerging', 'mangaf', ['theft_from_vehicle', 'vehicle_theft'], [1, 6], 0.012),
  plan('emerging', 'jabriya', ['burglary', 'trespass'], [9, 14], 0.01),
  plan('emerging', 'fahaheel', ['robbery', 'theft'], [19, 24], 0.01),
  plan('fading', 'sabah_al_salem', ['burglary'], [9, 14], 0.012),
  plan('fading', 'sharq', ['pickpocketing', 'theft'], [17, 22], 0.01),
  plan('fading', 'riqqa', ['vandalism', 'fight'], [18, 24], 0.01),
];

function plan(
  kind: Plan['kind'],
  areaId: string,
  offenceIds: readonly string[],
  hours: readonly [number, number],
  share: number,
): Plan {
  return { kind, areaId, offenceIds, hours, share };
}

/** The clusters of a city, at busy places of their areas. */
export function placeClusters(city: DemoCity): DemoCluster[] {
  return PLANS.flatMap((p, i) => {
    const areaIndex = city.areas.findIndex((area) => area.id === p.areaId);
    const area = city.areas[areaIndex];
    return area ? [{ ...p, areaIndex, centre: busiestSpot(area.streets, i % 3), spreadMetres: 90 }] : [];
  });
}

/** Days before the end on which emerging clusters begin, are full, and on which fading ones begin to fade, are gone. */
const EMERGES = { from: 70, full: 35 } as const;
const FADES = { from: 150, gone: 60 } as const;

/** The share of all incidents that a cluster has on a day. @param daysBeforeEnd 0 on the last day. */
export function clusterShare(cluster: DemoCluster, daysBeforeEnd: number): number {
  if (cluster.kind === 'persistent') return cluster.share;
  const strength =
    cluster.kind === 'emerging'
      ? (EMERGES.from - daysBeforeEnd) / (EMERGES.from - EMERGES.full)
      : (daysBeforeEnd - FADES.gone) / (FADES.from - FADES.gone);
  return cluster.share * Math.min(1, Math.max(0, strength));
}
