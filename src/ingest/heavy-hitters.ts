/**
 * Finds the values that make up more than 1/`capacity` of a stream of any length, in constant memory.
 * Method: Misra and Gries, "Finding repeated elements", 1982. Counts are lower bounds, at most n/capacity too low.
 */
export function heavyHitters(capacity: number): { add(value: string): void; top(limit: number): string[] } {
  const counts = new Map<string, number>();
  return {
    add(value) {
      const known = counts.get(value);
      if (known !== undefined) counts.set(value, known + 1);
      else if (counts.size < capacity) counts.set(value, 1);
      else decrement(counts);
    },
    top(limit) {
      return [...counts]
        .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
        .slice(0, limit)
        .map(([value]) => value);
    },
  };
}

function decrement(counts: Map<string, number>): void {
  for (const [value, count] of counts) {
    if (count === 1) counts.delete(value);
    else counts.set(value, count - 1);
  }
}
