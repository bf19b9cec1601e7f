/** The largest number that a row's id can have: ids are PostgreSQL integers. */
export const LARGEST_ROW_ID = 2_147_483_647;

/** False for a number that no row can have; asking the database for it would be an error, not an empty answer. */
export function canBeRowId(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= LARGEST_ROW_ID;
}
