import { AppError } from '../domain/errors.js';
import { LARGEST_ROW_ID } from '../domain/row-id.js';

/** The id at which the next page begins, as an opaque cursor. */
export function cursorOf(id: number): string {
  return Buffer.from(`id:${id}`).toString('base64url');
}

/** The id in a cursor; undefined for the first page. @throws AppError `bad_request` when it is none of ours. */
export function idInCursor(cursor: string | undefined): number | undefined {
  if (cursor === undefined) return undefined;
  const [, id] = /^id:(\d{1,15})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (id === undefined || Number(id) > LARGEST_ROW_ID) {
    throw new AppError('bad_request', 'the cursor is malformed', { params: { field: 'cursor' } });
  }
  return Number(id);
}

/**
 * Cuts a page out of a list that was read with one item more than asked for.
 *
 * @param idOf the id that the store's `beforeId` or `afterId` compares.
 */
export function pageFrom<T, V>(
  read: readonly T[],
  limit: number,
  idOf: (item: T) => number,
  view: (item: T) => V,
): { items: V[]; next: string | null } {
  const shown = read.slice(0, limit);
  const last = shown.at(-1);
  const next = read.length > limit && last !== undefined ? cursorOf(idOf(last)) : null;
  return { items: shown.map(view), next };
}
