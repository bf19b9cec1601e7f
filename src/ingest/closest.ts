/** How many letters of a word may be wrong: none below five, one below eight, else two. */
export function allowedEdits(length: number): number {
  if (length < 5) return 0;
  return length < 8 ? 1 : 2;
}

/**
 * Edits (insert, delete, replace, swap of neighbours) between two words, or `limit + 1` when there are more.
 * Method: optimal string alignment (Damerau-Levenshtein without re-editing), O(length x length).
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) row.push(cellDistance(a, b, i, j, row, previous, before));
    if (Math.min(...row) > limit) return limit + 1;
    before = previous;
    previous = row;
  }
  return Math.min(previous[b.length] ?? limit + 1, limit + 1);
}

function cellDistance(
  a: string,
  b: string,
  i: number,
  j: number,
  row: readonly number[],
  previous: readonly number[],
  before: readonly number[],
): number {
  const at = (cells: readonly number[], k: number) => cells[k] ?? Number.POSITIVE_INFINITY;
  const cost = a[i - 1] === b[j - 1] ? 0 : 1;
  const best = Math.min(at(previous, j) + 1, at(row, j - 1) + 1, at(previous, j - 1) + cost);
  const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
  return swapped ? Math.min(best, at(before, j - 2) + 1) : best;
}

/**
 * The id whose name is nearest to a misspelt key, within `allowedEdits`; null when none is near enough or when two
 * ids are equally near: a typo is corrected only where there is no doubt.
 *
 * @param names folded name -> id.
 */
export function closestId(key: string, names: ReadonlyMap<string, string>): string | null {
  const limit = allowedEdits(key.length);
  let best = limit + 1;
  let found: string | null = null;
  for (const [name, id] of names) {
    if (allowedEdits(name.length) === 0) continue;
    const distance = editDistance(key, name, Math.min(best, limit));
    if (distance < best) {
      best = distance;
      found = id;
    } else if (distance === best && distance <= limit && id !== found) {
      found = null;
    }
  }
  return best <= limit ? found : null;
}
