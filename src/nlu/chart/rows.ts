/** Lists of numbers, one for every row, end to end: row r is `values[starts[r]]` to before `values[starts[r + 1]]`. */
export type Rows = { starts: Uint32Array; values: Uint16Array };

/** @param count how many rows there are. @param rowAt the numbers of a row, each below 65,536. */
export function packRows(count: number, rowAt: (row: number) => readonly number[]): Rows {
  const starts = new Uint32Array(count + 1);
  const values: number[] = [];
  for (let row = 0; row < count; row++) {
    for (const value of rowAt(row)) values.push(value);
    starts[row + 1] = values.length;
  }
  return { starts, values: Uint16Array.from(values) };
}

/** Gives the rows, each number as what it stands for; a row is made once, when it is first asked for. */
export function readRows<T>(rows: Rows, standsFor: (value: number) => T): (row: number) => readonly T[] {
  const none: readonly T[] = [];
  const made: (readonly T[] | undefined)[] = new Array(rows.starts.length);
  return (row) => {
    const known = made[row];
    if (known) return known;
    const [from = 0, to = from] = rows.starts.subarray(row, row + 2);
    const list = from === to ? none : Array.from(rows.values.subarray(from, to), standsFor);
    made[row] = list;
    return list;
  };
}
