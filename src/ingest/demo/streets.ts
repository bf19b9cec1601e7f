import { localPlane, type Projector } from '../../analytics/project.js';
import type { Random } from '../../analytics/random.js';
import type { Area } from '../../domain/area.js';
import { drawIndex, drawNormal, type WeightedTable, weightedTable } from './draw.js';

/** A ring of [longitude, latitude] pairs. */
export type Ring = readonly (readonly [number, number])[];

/** A stretch of street: its middle in metres on the area's plane, its direction, and the block that it lies in. */
type Street = { x: number; y: number; cos: number; sin: number; block: number };

/** The streets of one area; few of them carry most of what happens there, as in real cities (Weisburd 2015). */
export type StreetNet = {
  plane: Projector;
  rings: readonly Ring[];
  streets: readonly Street[];
  table: WeightedTable;
};

/** A drawn place in degrees. */
export type Spot = { latitude: number; longitude: number; block: number };

const BLOCK_KM2 = 0.45;
const STREET_HALF_METRES = 60;
const HEAVIEST = 60;

/** Lays a street grid over an area's polygon: parallel streets, turned by one angle. Desert gets a few camps instead. */
export function layStreets(area: Area, rings: readonly Ring[], random: Random): StreetNet {
  const plane = localPlane(area.centre);
  const open = area.drawnKm2 > 60;
  const count = Math.round(Math.min(480, Math.max(24, 20 + 22 * Math.min(area.drawnKm2, 25))));
  const angle = random() * Math.PI;
  const spacing = 90 + random() * 70;
  const hubs = open ? Array.from({ length: 6 }, () => pointInside(area, rings, random)) : [];
  const corners = Array.from(
    { length: Math.max(1, Math.min(12, Math.round(area.drawnKm2 / BLOCK_KM2))) },
    () => plane.toMetres(...pointInside(area, rings, random)),
  );
  const streets: Street[] = [];
  for (let attempt = 0; streets.length < count && attempt < count * 20; attempt++) {
    const hub = hubs[attempt % Math.max(1, hubs.length)];
    const [x, y] = hub
      ? nearHub(plane.toMetres(...hub), random)
      : plane.toMetres(...pointInside(area, rings, random));
    const street = snapToGrid(x, y, angle, spacing, random);
    const [latitude, longitude] = plane.toLatLon(street.x, street.y);
    if (inRings(longitude, latitude, rings)) streets.push({ ...street, block: nearest(street, corners) + 1 });
  }
  if (streets.length === 0) streets.push({ x: 0, y: 0, cos: 1, sin: 0, block: 1 });
  const weights = streets.map(() => Math.min(HEAVIEST, (1 - random()) ** (-1 / 1.15)));
  return { plane, rings, streets, table: weightedTable(weights) };
}

function nearHub([x, y]: readonly [number, number], random: Random): [number, number] {
  return [x + 900 * drawNormal(random), y + 900 * drawNormal(random)];
}

function snapToGrid(x: number, y: number, angle: number, spacing: number, random: Random) {
  const turned = random() < 0.5 ? angle : angle + Math.PI / 2;
  const cos = Math.cos(turned);
  const sin = Math.sin(turned);
  const along = x * cos + y * sin;
  const across = Math.round((-x * sin + y * cos) / spacing) * spacing;
  return { x: along * cos - across * sin, y: along * sin + across * cos, cos, sin };
}

function nearest(street: { x: number; y: number }, points: readonly (readonly [number, number])[]): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  points.forEach(([x, y], i) => {
    const distance = (x - street.x) ** 2 + (y - street.y) ** 2;
    if (distance < least) {
      least = distance;
      best = i;
    }
  });
  return best;
}

/** A place on one of the area's streets, the busy ones more often. */
export function drawOnStreet(net: StreetNet, random: Random): Spot {
  return spotOn(net, drawIndex(net.table, random), random);
}

/** The place of the area where most happens, the second-most, and so on. */
export function busiestSpot(net: StreetNet, rank: number): Spot {
  const weight = (i: number) => (net.table.cumulative[i] ?? 0) - (net.table.cumulative[i - 1] ?? 0);
  const order = net.streets.map((_, i) => i).sort((a, b) => weight(b) - weight(a) || a - b);
  const street = net.streets[order[rank % order.length] ?? 0];
  return street ? toSpot(net, street.x, street.y, street.block) : { latitude: 0, longitude: 0, block: 1 };
}

function spotOn(net: StreetNet, index: number, random: Random): Spot {
  const street = net.streets[index] ?? { x: 0, y: 0, cos: 1, sin: 0, block: 1 };
  const along = (random() * 2 - 1) * STREET_HALF_METRES;
  const across = (random() * 2 - 1) * 9;
  const spot = toSpot(
    net,
    street.x + along * street.cos - across * street.sin,
    street.y + along * street.sin + across * street.cos,
    street.block,
  );
  return inRings(spot.longitude, spot.latitude, net.rings)
    ? spot
    : toSpot(net, street.x, street.y, street.block);
}

/** A place within some `spreadMetres` (one standard deviation) of another one, inside the same area. */
export function drawNear(net: StreetNet, spot: Spot, spreadMetres: number, random: Random): Spot {
  const [x, y] = net.plane.toMetres(spot.latitude, spot.longitude);
  for (let attempt = 0; attempt < 8; attempt++) {
    const near = toSpot(
      net,
      x + spreadMetres * drawNormal(random),
      y + spreadMetres * drawNormal(random),
      spot.block,
    );
    if (inRings(near.longitude, near.latitude, net.rings)) return near;
  }
  return spot;
}

function toSpot(net: StreetNet, x: number, y: number, block: number): Spot {
  const [latitude, longitude] = net.plane.toLatLon(x, y);
  const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6;
  return { latitude: round(latitude), longitude: round(longitude), block };
}

function pointInside(area: Area, rings: readonly Ring[], random: Random): [number, number] {
  const points = rings.flat();
  const longitudes = points.map(([longitude]) => longitude);
  const latitudes = points.map(([, latitude]) => latitude);
  const west = Math.min(...longitudes);
  const south = Math.min(...latitudes);
  const width = Math.max(...longitudes) - west;
  const height = Math.max(...latitudes) - south;
  for (let attempt = 0; attempt < 200; attempt++) {
    const longitude = west + random() * width;
    const latitude = south + random() * height;
    if (inRings(longitude, latitude, rings)) return [latitude, longitude];
  }
  return [...area.centre];
}

/** Even-odd rule over all rings (holes included); points on the line may fall on either side. */
export function inRings(longitude: number, latitude: number, rings: readonly Ring[]): boolean {
  let inside = false;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [x1, y1] = ring[i] ?? [0, 0];
      const [x2, y2] = ring[j] ?? [0, 0];
      if (y1 > latitude !== y2 > latitude && longitude < ((x2 - x1) * (latitude - y1)) / (y2 - y1) + x1) {
        inside = !inside;
      }
    }
  }
  return inside;
}
