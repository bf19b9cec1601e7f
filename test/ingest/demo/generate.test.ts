import { beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/analytics/random.js';
import { loadGazetteer } from '../../../src/gazetteer/gazetteer.js';
import { buildCity } from '../../../src/ingest/demo/city.js';
import { placeClusters } from '../../../src/ingest/demo/clusters.js';
import { type DemoIncident, demoIncidents } from '../../../src/ingest/demo/generate.js';
import { demoSources } from '../../../src/ingest/demo/seed.js';
import { inRings } from '../../../src/ingest/demo/streets.js';

const UNTIL = new Date('2026-03-18T10:15:00+03:00');
const DAY_MS = 86_400_000;
const sources = demoSources('Asia/Kuwait');
const make = (count: number, seed = 5, years = 3) => [
  ...demoIncidents(sources, { count, seed, until: UNTIL, years }),
];
const wall = (at: Date) => new Date(at.getTime() + 3 * 3_600_000);
const share = (all: readonly DemoIncident[], test: (i: DemoIncident) => boolean) =>
  all.filter(test).length / all.length;
const metresApart = (
  a: { latitude: number; longitude: number },
  b: { latitude: number; longitude: number },
) => Math.hypot((a.latitude - b.latitude) * 110_860, (a.longitude - b.longitude) * 97_000);

describe('the demo city', () => {
  let all: DemoIncident[];
  beforeAll(() => {
    all = make(60_000);
  });

  it('is the same for the same seed and another for another', () => {
    expect(make(500)).toEqual(make(500));
    expect(make(500)).not.toEqual(make(500, 6));
  });

  it.each([0, 1, 7, 1096, 5000])('has exactly the %i incidents asked for', (count) => {
    expect(make(count)).toHaveLength(count);
  });

  it('lies in the past, in order, with ids of its own, each reported after it happened', () => {
    expect(new Set(all.map((i) => i.sourceId)).size).toBe(all.length);
    const bad = all.filter((i, n) => {
      const before = all[n - 1]?.occurredAt ?? i.occurredAt;
      return i.occurredAt < before || i.reportedAt < i.occurredAt || i.reportedAt > UNTIL;
    });
    expect(bad).toEqual([]);
    const first = all[0]?.occurredAt.getTime() ?? 0;
    expect((UNTIL.getTime() - first) / DAY_MS).toBeGreaterThan(1090);
  });

  it('lies inside the areas that it names', () => {
    const city = buildCity(loadGazetteer(), sources.areaBoundaries, seededRandom(5));
    const rings = new Map(city.areas.map((a) => [a.id, a.streets.rings]));
    const outside = all.filter((i) => !inRings(i.longitude, i.latitude, rings.get(i.areaId) ?? []));
    // Coordinates are rounded to a tenth of a metre, so that a point on the very line may fall on the other side.
    expect(outside.length).toBeLessThan(10);
  });

  it('has most incidents where most people are', () => {
    const counts = new Map<string, number>();
    for (const { areaId } of all) counts.set(areaId, (counts.get(areaId) ?? 0) + 1);
    const top = [...counts]
      .sort((a, b) => b[1] - a[1])
      .slice(0, 6)
      .map(([id]) => id);
    for (const id of ['jleeb_al_shuyoukh', 'hawalli', 'salmiya', 'farwaniya']) expect(top).toContain(id);
    expect(share(all, (i) => i.governorateId === 'mubarak_al_kabeer')).toBeLessThan(0.1);
  });

  it('has most of its incidents in few places', () => {
    const cells = new Map<string, number>();
    for (const { latitude, longitude } of all) {
      const cell = `${Math.round(latitude * 740)},${Math.round(longitude * 650)}`;
      cells.set(cell, (cells.get(cell) ?? 0) + 1);
    }
    const sorted = [...cells.values()].sort((a, b) => b - a);
    const busiest = sorted.slice(0, Math.ceil(sorted.length / 20)).reduce((sum, n) => sum + n, 0);
    expect(busiest / all.length).toBeGreaterThan(0.3);
  });

  it('is busier in the evening than at dawn, and later at night in Ramadan', () => {
    const hours = (from: number, to: number) => (i: DemoIncident) => {
      const hour = wall(i.occurredAt).getUTCHours();
      return hour >= from && hour < to;
    };
    expect(share(all, hours(19, 23))).toBeGreaterThan(3 * share(all, hours(3, 7)));
    const fasting = all.filter(
      (i) => sources.calendar.dateOf(wall(i.occurredAt).toISOString().slice(0, 10)).ramadan,
    );
    expect(fasting.length).toBeGreaterThan(3000);
    expect(share(fasting, hours(0, 3))).toBeGreaterThan(1.2 * share(all, hours(0, 3)));
    expect(share(fasting, hours(18, 19))).toBeLessThan(0.6 * share(all, hours(18, 19)));
    expect(share(fasting, (i) => i.offenceId === 'begging')).toBeGreaterThan(
      2 * share(all, (i) => i.offenceId === 'begging'),
    );
  });

  it('has its traffic peak on the national days and its burglaries in summer', () => {
    const traffic = (i: DemoIncident) =>
      i.offenceId === 'traffic_accident' || i.offenceId === 'reckless_driving';
    const february = all.filter((i) => wall(i.occurredAt).getUTCMonth() === 1);
    const convoy = february.filter((i) => Math.abs(wall(i.occurredAt).getUTCDate() - 25.5) < 2);
    expect(share(convoy, traffic)).toBeGreaterThan(1.3 * share(february, traffic));
    const summer = all.filter((i) => [5, 6, 7].includes(wall(i.occurredAt).getUTCMonth()));
    const burglary = (i: DemoIncident) => i.offenceId === 'burglary';
    expect(share(summer, burglary)).toBeGreaterThan(1.25 * share(all, burglary));
  });

  it('repeats burglaries close by and soon far more often than chance would', () => {
    const burglaries = all.slice(0, 20_000).filter((i) => i.offenceId === 'burglary');
    const followed = (days: number) =>
      burglaries.filter((a) =>
        burglaries.some((b) => {
          const gap = (b.occurredAt.getTime() - a.occurredAt.getTime()) / DAY_MS - days;
          return a !== b && gap > 0 && gap <= 14 && metresApart(a, b) < 200;
        }),
      ).length;
    expect(followed(0)).toBeGreaterThan(2 * followed(200));
  });

  it('has clusters that stay, that come and that go', () => {
    const city = buildCity(loadGazetteer(), sources.areaBoundaries, seededRandom(5));
    const daily = (kind: string, fromDaysAgo: number, toDaysAgo: number) => {
      const clusters = placeClusters(city).filter((c) => c.kind === kind);
      const inside = all.filter((i) => {
        const ago = (UNTIL.getTime() - i.occurredAt.getTime()) / DAY_MS;
        return ago < fromDaysAgo && ago >= toDaysAgo && clusters.some((c) => metresApart(c.centre, i) < 220);
      });
      return inside.length / (fromDaysAgo - toDaysAgo);
    };
    expect(daily('emerging', 35, 0)).toBeGreaterThan(1.7 * daily('emerging', 400, 80));
    expect(daily('fading', 50, 0)).toBeLessThan(0.6 * daily('fading', 400, 160));
    expect(daily('persistent', 35, 0)).toBeGreaterThan(0.6 * daily('persistent', 400, 80));
  });

  it('finds drugs and residency cases mostly by patrol, burglaries never', () => {
    expect(
      share(
        all.filter((i) => i.offenceId === 'drug_possession'),
        (i) => i.discovered,
      ),
    ).toBeGreaterThan(0.8);
    expect(
      share(
        all.filter((i) => i.offenceId === 'burglary'),
        (i) => i.discovered,
      ),
    ).toBe(0);
  });

  it('is incomplete in its last days, because reports come late', () => {
    const fraud = all.filter((i) => i.offenceId === 'fraud' || i.offenceId === 'bad_cheque');
    const daily = (fromDaysAgo: number, toDaysAgo: number) =>
      fraud.filter((i) => {
        const ago = (UNTIL.getTime() - i.occurredAt.getTime()) / DAY_MS;
        return ago < fromDaysAgo && ago >= toDaysAgo;
      }).length;
    expect(share(all, (i) => i.reportedAt.getTime() - i.occurredAt.getTime() > 7 * DAY_MS)).toBeGreaterThan(
      0.01,
    );
    expect(daily(400, 20) / 380).toBeGreaterThan(0);
  });
});
