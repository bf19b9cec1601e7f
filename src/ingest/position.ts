import { type Projector, utm38n } from '../analytics/project.js';
import type { QualityFlag } from '../domain/incident.js';
import { isBlank, plainDigits } from './text.js';

/** What two coordinate cells (or one cell with both) say. */
export type PositionReading =
  | { kind: 'none' }
  | { kind: 'bad' }
  | { kind: 'outside' }
  | { kind: 'point'; latitude: number; longitude: number; flag: QualityFlag | null };

/** Kuwait with its outermost islands and a margin: beyond it a position is an error or another country. */
export const COUNTRY_BOUNDS = { south: 28.4, north: 30.2, west: 46.4, east: 48.9 } as const;

/** A box in degrees. */
export type Bounds = { south: number; north: number; west: number; east: number };

/** Where positions may lie, and the projection that metres are in. */
export type PositionFrame = { bounds: Bounds; grid: Projector };

/** Kuwait, in degrees or metres of UTM zone 38N. */
export const KUWAIT: PositionFrame = { bounds: COUNTRY_BOUNDS, grid: utm38n };

/** Smaller numbers are degrees, whatever they claim to be. */
const LEAST_GRID_METRES = 100_000;

const NUMBER = /^[+-]?\d+(?:\.\d+)?$/;
const DEGREES = /^([+-]?\d+(?:\.\d+)?)\s*°?\s*([NSEW])?$/i;
const SEXAGESIMAL =
  /^([+-]?\d{1,3})\s*[°d:\s]\s*(\d{1,2})\s*['′’m:\s]?\s*(?:(\d{1,2}(?:\.\d+)?)\s*["″”s]?)?\s*([NSEW])?$/i;
const COMPASS_AR: Readonly<Record<string, string>> = { شمالا: 'N', شمال: 'N', شرقا: 'E', شرق: 'E' };

/**
 * One coordinate as written: `29.3375`, `29,3375`, `٢٩٫٣٣٧٥`, `29°20'15"N`, `29 20 15 شمالا`, or metres. Degrees, or
 * metres where the text holds metres; null when it is no number. `axis` where the text names it.
 */
export function readCoordinate(
  text: string,
): { value: number; axis: 'latitude' | 'longitude' | null } | null {
  let plain = plainDigits(text);
  if (NUMBER.test(plain)) return { value: Number(plain), axis: null };
  plain = plain.replace(/^(-?\d{1,3}),(\d{3,})$/, '$1.$2');
  for (const [word, letter] of Object.entries(COMPASS_AR)) plain = plain.replace(word, letter);
  const match = DEGREES.exec(plain) ?? SEXAGESIMAL.exec(plain);
  if (!match) return null;
  const letter = (match.length > 3 ? match[4] : match[2])?.toUpperCase();
  const degrees = Number(match[1]);
  const fraction = match.length > 3 ? Number(match[2]) / 60 + Number(match[3] ?? 0) / 3600 : 0;
  const size = Math.abs(degrees) + fraction;
  const negative = String(match[1]).startsWith('-') || letter === 'S' || letter === 'W';
  const axis = letter === undefined ? null : letter === 'N' || letter === 'S' ? 'latitude' : 'longitude';
  return { value: negative ? -size : size, axis };
}

/** Splits a cell that holds both coordinates: `(29.33, 48.02)`, `29.33;48.02`, `POINT(48.02 29.33)`. */
export function splitPosition(text: string): [latitude: string, longitude: string] | null {
  const plain = plainDigits(text);
  const point = /^(?:SRID=\d+;)?\s*POINT\s*\(\s*(\S+)\s+(\S+)\s*\)$/i.exec(plain);
  if (point) return [point[2] ?? '', point[1] ?? ''];
  const bare = plain.replace(/^[([]\s*|\s*[)\]]$/g, '');
  const pair = /^([^,;،]+)\s*[,;،]\s*([^,;،]+)$/.exec(bare) ?? /^(\S+)\s+(\S+)$/.exec(bare);
  return pair ? [pair[1] ?? '', pair[2] ?? ''] : null;
}

/**
 * Reads a position and mends what can be mended without doubt: swapped coordinates and UTM 38N metres. Blank cells and
 * 0/0 mean that the source withheld it.
 */
export function readPosition(
  latitudeText: string,
  longitudeText: string,
  frame: PositionFrame = KUWAIT,
): PositionReading {
  // Nearly all cells are plain numbers: the rest is for the others.
  if (NUMBER.test(latitudeText) && NUMBER.test(longitudeText)) {
    return placeUnlessZero(Number(latitudeText), Number(longitudeText), 'position_swapped', frame);
  }
  const blanks = Number(isBlank(latitudeText)) + Number(isBlank(longitudeText));
  if (blanks === 2) return { kind: 'none' };
  if (blanks === 1) return { kind: 'bad' };
  const first = readCoordinate(latitudeText);
  const second = readCoordinate(longitudeText);
  if (!first || !second) return { kind: 'bad' };
  const named = first.axis === 'longitude' && second.axis !== 'longitude';
  return named
    ? placeUnlessZero(second.value, first.value, null, frame)
    : placeUnlessZero(first.value, second.value, 'position_swapped', frame);
}

/** @param swapFlag what to say when the two only make sense the other way round. */
function placeUnlessZero(
  latitude: number,
  longitude: number,
  swapFlag: QualityFlag | null,
  frame: PositionFrame,
): PositionReading {
  if (latitude === 0 && longitude === 0) return { kind: 'none' };
  const { bounds } = frame;
  if (within(bounds, latitude, longitude)) return { kind: 'point', latitude, longitude, flag: null };
  if (within(bounds, longitude, latitude)) {
    return { kind: 'point', latitude: longitude, longitude: latitude, flag: swapFlag };
  }
  const grid = fromGrid(latitude, longitude, frame) ?? fromGrid(longitude, latitude, frame);
  if (grid) return { kind: 'point', latitude: grid[0], longitude: grid[1], flag: 'position_from_projection' };
  const degrees = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  const swapped = Math.abs(longitude) <= 90 && Math.abs(latitude) <= 180;
  return { kind: degrees || swapped ? 'outside' : 'bad' };
}

/** True for a position inside the box, its edge included. */
export function within({ south, north, west, east }: Bounds, latitude: number, longitude: number): boolean {
  return latitude >= south && latitude <= north && longitude >= west && longitude <= east;
}

function fromGrid(
  north: number,
  east: number,
  { bounds, grid }: PositionFrame,
): readonly [number, number] | null {
  if (east < LEAST_GRID_METRES || north < LEAST_GRID_METRES || east > 1e6 || north > 1e7) return null;
  const found = grid.toLatLon(east, north);
  return within(bounds, ...found) ? found : null;
}
