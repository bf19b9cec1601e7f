import { hiddenOffences } from '../domain/access.js';
import type { Gazetteer } from '../domain/area.js';
import { AppError } from '../domain/errors.js';
import { type OffenceCatalogue, withFinerOffences } from '../domain/offence.js';
import type { User } from '../domain/user.js';

/** Places that a request names. */
export type NamedPlaces = {
  areas?: readonly string[] | undefined;
  governorates?: readonly string[] | undefined;
};

/** Places to look in: what was named, else what the person may see; null where nothing narrows it. */
export type PlaceScope = { areaIds: string[] | null; governorateIds: string[] | null };

/**
 * What a person may see of the places they name. Naming none means all of theirs.
 *
 * @throws AppError `bad_request` for an unknown id; `out_of_scope_area` when one lies outside their governorates.
 */
export function placesFor(user: User, gazetteer: Gazetteer, named: NamedPlaces): PlaceScope {
  const areas = named.areas?.map((id) => known(gazetteer.areas, id, 'areas')) ?? null;
  const governorates =
    named.governorates?.map((id) => known(gazetteer.governorates, id, 'governorates')) ?? null;
  const touched = [...(areas ?? []).map((a) => a.governorate), ...(governorates ?? []).map((g) => g.id)];
  const foreign = touched.find((id) => user.governorates !== null && !user.governorates.includes(id));
  if (foreign !== undefined) {
    throw new AppError('out_of_scope_area', `${foreign} is outside the governorates of user ${user.id}`);
  }
  const own = user.governorates && [...user.governorates];
  const areaIds = areas?.map((a) => a.id) ?? null;
  return { areaIds, governorateIds: governorates?.map((g) => g.id) ?? (areaIds ? null : own) };
}

function known<T extends { id: string }>(all: readonly T[], id: string, field: string): T {
  const found = all.find((one) => one.id === id);
  if (!found)
    throw new AppError('bad_request', `${id} is not in the gazetteer`, { params: { field, value: id } });
  return found;
}

/** Offences to look for (null: all) and to leave out. */
export type OffenceScope = { offences: string[] | null; offencesNot: string[] };

/**
 * The offences that a request names, finer ones included, within what the person may see. Sensitive offences are left
 * out of totals too, or a difference of two totals would tell what was withheld.
 *
 * @throws AppError `bad_request` for an unknown id; `forbidden` when nothing is left of what was named.
 */
export function offencesFor(
  user: User,
  catalogue: OffenceCatalogue,
  named: readonly string[] | undefined,
): OffenceScope {
  const hidden = hiddenOffences(user, catalogue);
  for (const id of named ?? []) known(catalogue.offences, id, 'offences');
  const offences = named ? withFinerOffences(catalogue, named) : null;
  if (offences?.every((id) => hidden.has(id))) {
    throw new AppError('forbidden', `${user.role} may not see ${offences.join(', ')}`);
  }
  return { offences, offencesNot: [...hidden].sort() };
}
