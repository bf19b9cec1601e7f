/** A point in metres. */
export type Point = readonly [x: number, y: number];

/**
 * Convex hull, counter-clockwise, without the first point repeated (Andrew's monotone chain 1979, O(n log n)).
 * One point or coincident points give one corner, points on a line two.
 */
export function convexHull(points: readonly Point[]): Point[] {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  if (sorted.length < 3) return withoutRepeats(sorted);
  const lower = halfHull(sorted);
  const upper = halfHull(sorted.reverse());
  return withoutRepeats([...lower.slice(0, -1), ...upper.slice(0, -1)]);
}

function halfHull(sorted: readonly Point[]): Point[] {
  const hull: Point[] = [];
  for (const point of sorted) {
    while (hull.length >= 2 && !turnsLeft(hull.at(-2) as Point, hull.at(-1) as Point, point)) hull.pop();
    hull.push(point);
  }
  return hull;
}

function turnsLeft(a: Point, b: Point, c: Point): boolean {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]) > 0;
}

function withoutRepeats(points: readonly Point[]): Point[] {
  return points.filter((p, i) => i === 0 || p[0] !== points[i - 1]?.[0] || p[1] !== points[i - 1]?.[1]);
}

const CORNERS_OF_A_DISC = 12;

/** Convex hull of discs of `radiusMetres` around the points: never a sliver, never a single spot. Empty without points. */
export function bufferedHull(points: readonly Point[], radiusMetres: number): Point[] {
  const corners = convexHull(points).flatMap(([x, y]) =>
    Array.from({ length: CORNERS_OF_A_DISC }, (_, i): Point => {
      const angle = (2 * Math.PI * i) / CORNERS_OF_A_DISC;
      return [x + radiusMetres * Math.cos(angle), y + radiusMetres * Math.sin(angle)];
    }),
  );
  return convexHull(corners);
}

/** Area inside a ring, square metres (shoelace formula); 0 for fewer than three corners. */
export function ringArea(ring: readonly Point[]): number {
  let twice = 0;
  ring.forEach(([x, y], i) => {
    const [nextX, nextY] = ring[(i + 1) % ring.length] as Point;
    twice += x * nextY - nextX * y;
  });
  return Math.abs(twice) / 2;
}

/** Whether the point lies inside the ring (even-odd rule, a ray to the east); edges may fall either way. */
export function isInside(ring: readonly Point[], [x, y]: Point): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i] as Point;
    const [xj, yj] = ring[j] as Point;
    if (yi > y !== yj > y && x < xi + ((y - yi) / (yj - yi)) * (xj - xi)) inside = !inside;
  }
  return inside;
}
