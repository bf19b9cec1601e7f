import { type Random, seededRandom } from '../../analytics/random.js';
import type { Gazetteer } from '../../domain/area.js';
import type { Calendar } from '../../domain/calendar.js';
import type { Zone } from '../zone.js';
import { buildCity, type DemoCity } from './city.js';
import { clusterShare, type DemoCluster, placeClusters } from './clusters.js';
import { drawDelayMs, reportedShares } from './delays.js';
import { drawExponential, drawIndex, drawNormal, type WeightedTable, weightedTable } from './draw.js';
import { OFFENCE_PROFILES, type OffenceProfile } from './offence-profiles.js';
import { type DayMood, dayMood, type HourTables, hourTables, offenceOnDay } from './rhythm.js';
import { drawNear, drawOnStreet, type Spot } from './streets.js';

/** An invented incident with everything that is known of it. */
export type DemoIncident = {
  sourceId: string;
  occurredAt: Date;
  reportedAt: Date;
  offenceId: string;
  areaId: string;
  governorateId: string;
  latitude: number;
  longitude: number;
  block: number;
  discovered: boolean;
};

/** How many incidents, and which. */
export type DemoOptions = {
  count: number;
  /** Equal seeds (and ends) give equal incidents. */
  seed: number;
  /** Nothing happens or is reported after this instant. */
  until: Date;
  years: number;
};

/** What the generator draws from. */
export type DemoSources = {
  gazetteer: Gazetteer;
  areaBoundaries: readonly { id: string; geometry: unknown }[];
  calendar: Calendar;
  zone: Zone;
};

const DAY_MS = 86_400_000;

type Place = { areaIndex: number; spot: Spot };
type Repeat = Place & { profile: OffenceProfile };
type World = {
  random: Random;
  city: DemoCity;
  clusters: readonly DemoCluster[];
  profiles: ReadonlyMap<string, OffenceProfile>;
  hours: HourTables;
  zone: Zone;
  until: number;
  /** Near repeats that wait for their day. */
  repeats: Map<number, Repeat[]>;
};

/**
 * Invents incidents that behave like crime: population-weighted places on streets few of which carry most, near
 * repeats, rhythms of hour, week, season, Ramadan and holidays, clusters that stay, come and go, reports that come
 * late (so that the last days are incomplete). Yields them day by day in the order of occurrence; memory holds one
 * day. Exactly `count` come, however few days there are.
 */
export function* demoIncidents(sources: DemoSources, options: DemoOptions): Generator<DemoIncident> {
  const random = seededRandom(options.seed);
  const city = buildCity(sources.gazetteer, sources.areaBoundaries, random);
  const world: World = {
    random,
    city,
    clusters: placeClusters(city),
    profiles: new Map(OFFENCE_PROFILES.map((p) => [p.offenceId, p])),
    hours: hourTables(),
    zone: sources.zone,
    until: options.until.getTime(),
    repeats: new Map(),
  };
  const lastDay = Math.floor(sources.zone.wallAt(world.until) / DAY_MS);
  const firstDay = lastDay - Math.round(options.years * 365.25) + 1;
  const moods = Array.from({ length: lastDay - firstDay + 1 }, (_, i) =>
    dayMood(firstDay + i, lastDay, sources.calendar),
  );
  const counts = dailyCounts(moods, options.count, world, lastDay);
  let year = 0;
  let serial = 0;
  for (const [i, mood] of moods.entries()) {
    const day = firstDay + i;
    for (const incident of incidentsOfDay(world, day, lastDay - day, mood, counts[i] ?? 0)) {
      const itsYear = new Date(day * DAY_MS).getUTCFullYear();
      serial = itsYear === year ? serial + 1 : 1;
      year = itsYear;
      yield { sourceId: `${year}-${String(serial).padStart(6, '0')}`, ...incident };
    }
  }
}

/** How many incidents each day gets: calendar, chance (more than Poisson), and what is reported by the end. */
function dailyCounts(moods: readonly DayMood[], count: number, world: World, lastDay: number): Int32Array {
  const mean = count / moods.length;
  const reported = reportedShares(OFFENCE_PROFILES, world.random);
  const endOfLastDay = world.zone.instantOf((lastDay + 1) * DAY_MS);
  const weights = moods.map((mood, i) => {
    const expected = OFFENCE_PROFILES.reduce((sum, p) => sum + offenceOnDay(p, mood), 0);
    const noise = Math.max(0.2, 1 + drawNormal(world.random) * (0.06 + 1 / Math.sqrt(Math.max(mean, 4))));
    const middleOfDay = endOfLastDay - (moods.length - i - 0.5) * DAY_MS;
    const elapsed = i === moods.length - 1 ? 1 - (endOfLastDay - world.until) / DAY_MS : 1;
    return expected * noise * reported(Math.max(world.until - middleOfDay, elapsed * DAY_MS * 0.5)) * elapsed;
  });
  const { cumulative, total } = weightedTable(weights);
  const counts = new Int32Array(weights.length);
  let given = 0;
  for (let i = 0; i < counts.length; i++) {
    const due = i === counts.length - 1 ? count : Math.round(((cumulative[i] ?? 0) / total) * count);
    counts[i] = due - given;
    given = due;
  }
  return counts;
}

type Unnumbered = Omit<DemoIncident, 'sourceId'>;

function incidentsOfDay(
  world: World,
  day: number,
  daysBeforeEnd: number,
  mood: DayMood,
  count: number,
): Unnumbered[] {
  const offences = weightedTable(OFFENCE_PROFILES.map((p) => offenceOnDay(p, mood)));
  const shares = world.clusters.map((c) => clusterShare(c, daysBeforeEnd));
  const clusters = weightedTable([1 - shares.reduce((sum, s) => sum + s, 0), ...shares]);
  const repeats = world.repeats.get(day) ?? [];
  world.repeats.delete(day);
  const incidents: Unnumbered[] = [];
  while (incidents.length < count) {
    const repeat = repeats.pop();
    incidents.push(
      repeat ? fromRepeat(world, day, mood, repeat) : fresh(world, day, mood, offences, clusters),
    );
  }
  return incidents.sort((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime());
}

function fromRepeat(world: World, day: number, mood: DayMood, repeat: Repeat): Unnumbered {
  return happen(
    world,
    day,
    repeat.profile,
    repeat,
    drawTime(world, day, world.hours(repeat.profile.clock, mood)),
  );
}

function fresh(
  world: World,
  day: number,
  mood: DayMood,
  offences: WeightedTable,
  clusters: WeightedTable,
): Unnumbered {
  const { random, city } = world;
  const cluster = world.clusters[drawIndex(clusters, random) - 1];
  if (cluster) return fromCluster(world, day, cluster);
  const profile = OFFENCE_PROFILES[drawIndex(offences, random)] ?? firstProfile(world);
  const areaIndex = drawIndex(city.draws[profile.setting], random);
  const spot = drawOnStreet(areaAt(city, areaIndex).streets, random);
  return happen(
    world,
    day,
    profile,
    { areaIndex, spot },
    drawTime(world, day, world.hours(profile.clock, mood)),
  );
}

function fromCluster(world: World, day: number, cluster: DemoCluster): Unnumbered {
  const { random, city } = world;
  const offenceId = cluster.offenceIds[Math.floor(random() * cluster.offenceIds.length)] ?? '';
  const profile = world.profiles.get(offenceId) ?? firstProfile(world);
  const net = areaAt(city, cluster.areaIndex).streets;
  const spot = drawNear(net, cluster.centre, cluster.spreadMetres, random);
  const [from, to] = cluster.hours;
  const hours = weightedTable(
    Array.from({ length: 24 }, (_, hour) =>
      (from < to ? hour >= from && hour < to : hour >= from || hour < to) ? 1 : 0.04,
    ),
  );
  return happen(world, day, profile, { areaIndex: cluster.areaIndex, spot }, drawTime(world, day, hours));
}

/** An instant of the day, before the end; a quarter of all times is rounded, as clerks do. */
function drawTime(world: World, day: number, hours: WeightedTable): number {
  const { random, zone, until } = world;
  const midnight = zone.instantOf(day * DAY_MS);
  for (let attempt = 0; attempt < 40; attempt++) {
    const hour = drawIndex(hours, random);
    const minute = Math.floor(random() * 60);
    const rounded = random() < 0.25 ? minute - (minute % 15) : minute;
    const instant = midnight + (hour * 60 + rounded) * 60_000;
    if (instant < until) return instant;
  }
  return Math.max(midnight, until - 60_000);
}

function happen(
  world: World,
  day: number,
  profile: OffenceProfile,
  { areaIndex, spot }: Place,
  occurred: number,
): Unnumbered {
  const { random, city, until } = world;
  const area = areaAt(city, areaIndex);
  if (random() < profile.repeats) {
    const due = day + 1 + Math.min(13, Math.floor(drawExponential(4, random)));
    const near = drawNear(area.streets, spot, 60, random);
    world.repeats.set(due, [...(world.repeats.get(due) ?? []), { profile, areaIndex, spot: near }]);
  }
  const discovered = random() < profile.discovered;
  const delay = drawDelayMs(discovered ? 'at_once' : profile.delay, until - occurred, random);
  return {
    occurredAt: new Date(occurred),
    reportedAt: new Date(occurred + delay),
    offenceId: profile.offenceId,
    areaId: area.id,
    governorateId: area.governorateId,
    latitude: spot.latitude,
    longitude: spot.longitude,
    block: spot.block,
    discovered,
  };
}

function areaAt(city: DemoCity, index: number) {
  const area = city.areas[index];
  if (!area) throw new Error('the demo city has no areas');
  return area;
}

function firstProfile(world: World): OffenceProfile {
  for (const profile of world.profiles.values()) return profile;
  throw new Error('the demo city has no offences');
}
