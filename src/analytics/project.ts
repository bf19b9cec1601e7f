import type { LatLon } from '../domain/area.js';

/** A plane in metres: distances there may be compared with a radius, which degrees never allow. */
export type Projector = {
  /** Degrees (WGS 84) to metres east and north. */
  toMetres(latitude: number, longitude: number): [x: number, y: number];
  /** Metres east and north back to degrees. */
  toLatLon(x: number, y: number): LatLon;
};

const SEMI_MAJOR_METRES = 6_378_137;
const FLATTENING = 1 / 298.257223563;
const RADIANS = Math.PI / 180;

/** Kuwait with a margin: inside it, the national grid zone is used. */
const KUWAIT = { south: 28.4, north: 30.2, west: 46.4, east: 48.8 };

/**
 * The projection for a place: UTM zone 38N inside Kuwait, elsewhere a plane that touches the ellipsoid at `origin`.
 *
 * @param origin any point of the city; only its latitude matters much.
 */
export function projector(origin: LatLon): Projector {
  const [latitude, longitude] = origin;
  const inKuwait =
    latitude >= KUWAIT.south &&
    latitude <= KUWAIT.north &&
    longitude >= KUWAIT.west &&
    longitude <= KUWAIT.east;
  return inKuwait ? utm38n : localPlane(origin);
}

/**
 * Equirectangular plane with the ellipsoid's own radii at `origin`. Distances within 25 km of the origin are right to
 * about 0.5 % at 50 degrees of latitude, better nearer the equator.
 */
export function localPlane(origin: LatLon): Projector {
  const [latitude0, longitude0] = origin;
  const eccentricity2 = FLATTENING * (2 - FLATTENING);
  const w2 = 1 - eccentricity2 * Math.sin(latitude0 * RADIANS) ** 2;
  const northPerDegree = ((SEMI_MAJOR_METRES * (1 - eccentricity2)) / w2 ** 1.5) * RADIANS;
  const eastPerDegree = (SEMI_MAJOR_METRES / Math.sqrt(w2)) * Math.cos(latitude0 * RADIANS) * RADIANS;
  return {
    toMetres: (latitude, longitude) => [
      (longitude - longitude0) * eastPerDegree,
      (latitude - latitude0) * northPerDegree,
    ],
    toLatLon: (x, y) => [latitude0 + y / northPerDegree, longitude0 + x / eastPerDegree],
  };
}

/** Coefficients of the Krüger series to the third order in n (error below a millimetre within the zone). */
const N = FLATTENING / (2 - FLATTENING);
const ALPHA = [
  N / 2 - (2 / 3) * N ** 2 + (5 / 16) * N ** 3,
  (13 / 48) * N ** 2 - (3 / 5) * N ** 3,
  (61 / 240) * N ** 3,
] as const;
const BETA = [
  N / 2 - (2 / 3) * N ** 2 + (37 / 96) * N ** 3,
  (1 / 48) * N ** 2 + (1 / 15) * N ** 3,
  (17 / 480) * N ** 3,
] as const;
const DELTA = [
  2 * N - (2 / 3) * N ** 2 - 2 * N ** 3,
  (7 / 3) * N ** 2 - (8 / 5) * N ** 3,
  (56 / 15) * N ** 3,
] as const;
const SCALE = 0.9996;
const RECTIFYING_METRES = (SEMI_MAJOR_METRES / (1 + N)) * (1 + N ** 2 / 4 + N ** 4 / 64);
const FALSE_EASTING_METRES = 500_000;

/**
 * A northern UTM zone (1 to 60) on WGS 84.
 * Method: Krüger's series as given by Karney, "Transverse Mercator with an accuracy of a few nanometers", 2011.
 */
export function utmNorth(zone: number): Projector {
  const meridian = zone * 6 - 183;
  return {
    toMetres: (latitude, longitude) => toUtm(latitude, longitude, meridian),
    toLatLon: (x, y) => fromUtm(x, y, meridian),
  };
}

/** UTM zone 38N (EPSG:32638), the grid that covers Kuwait. */
export const utm38n: Projector = utmNorth(38);

function toUtm(latitude: number, longitude: number, meridian: number): [number, number] {
  const lambda = (longitude - meridian) * RADIANS;
  const sin = Math.sin(latitude * RADIANS);
  const k = (2 * Math.sqrt(N)) / (1 + N);
  const t = Math.sinh(Math.atanh(sin) - k * Math.atanh(k * sin));
  const xi = Math.atan2(t, Math.cos(lambda));
  const eta = Math.atanh(Math.sin(lambda) / Math.sqrt(1 + t * t));
  let east = eta;
  let north = xi;
  // A million points are projected every night: a closure would take a sixth longer.
  for (let i = 0; i < ALPHA.length; i++) {
    const alpha = ALPHA[i] as number;
    const twice = 2 * (i + 1);
    east += alpha * Math.cos(twice * xi) * Math.sinh(twice * eta);
    north += alpha * Math.sin(twice * xi) * Math.cosh(twice * eta);
  }
  return [FALSE_EASTING_METRES + SCALE * RECTIFYING_METRES * east, SCALE * RECTIFYING_METRES * north];
}

function fromUtm(x: number, y: number, meridian: number): LatLon {
  const north = y / (SCALE * RECTIFYING_METRES);
  const east = (x - FALSE_EASTING_METRES) / (SCALE * RECTIFYING_METRES);
  let xi = north;
  let eta = east;
  BETA.forEach((beta, i) => {
    const twice = 2 * (i + 1);
    xi -= beta * Math.sin(twice * north) * Math.cosh(twice * east);
    eta -= beta * Math.cos(twice * north) * Math.sinh(twice * east);
  });
  const chi = Math.asin(Math.sin(xi) / Math.cosh(eta));
  const phi = chi + DELTA.reduce((sum, delta, i) => sum + delta * Math.sin(2 * (i + 1) * chi), 0);
  return [phi / RADIANS, meridian + Math.atan2(Math.sinh(eta), Math.cos(xi)) / RADIANS];
}
