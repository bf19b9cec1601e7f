import type { Subscription } from '../store/subscriptions.js';

/** The places of a subscription. Both empty: everything that the person may see. */
export type Places = Pick<Subscription, 'areaIds' | 'governorateIds'>;

/** True for everything that the person may see. */
export const isEverywhere = ({ areaIds, governorateIds }: Places): boolean =>
  areaIds.length + governorateIds.length === 0;

/** What somebody is sent who asks for more places than before. Everywhere stays everywhere. */
export function joined(before: Places, more: Places): Places {
  if (isEverywhere(before) || isEverywhere(more)) return { areaIds: [], governorateIds: [] };
  const both = (a: readonly string[], b: readonly string[]) => [...new Set([...a, ...b])];
  return {
    areaIds: both(before.areaIds, more.areaIds),
    governorateIds: both(before.governorateIds, more.governorateIds),
  };
}

/**
 * What is left when places are taken away; null when nothing is, which must not become everywhere. A governorate and its
 * chief area have one name: both go.
 *
 * @param before not everywhere: of that no place can be taken.
 */
export function without(before: Places, fewer: Places): Places | null {
  const named = new Set([...fewer.areaIds, ...fewer.governorateIds]);
  const left = {
    areaIds: before.areaIds.filter((id) => !named.has(id)),
    governorateIds: before.governorateIds.filter((id) => !named.has(id)),
  };
  return isEverywhere(left) ? null : left;
}

/**
 * What is left when everything but some places is taken away; null when nothing is. Of everywhere, and of a governorate,
 * the places are kept that lie in it; what is the name of a governorate too keeps all of that.
 *
 * @param kept a governorate that has an area's name stands in both lists.
 */
export function onlyOf(
  before: Places,
  kept: Places,
  governorateOf: (areaId: string) => string | undefined,
): Places | null {
  const governorateIds = kept.governorateIds.filter(
    (id) => isEverywhere(before) || before.governorateIds.includes(id),
  );
  const isIn = (id: string) =>
    isEverywhere(before) || before.governorateIds.includes(governorateOf(id) ?? '');
  const areaIds = kept.areaIds.filter(
    (id) => before.areaIds.includes(id) || (isIn(id) && !governorateIds.includes(id)),
  );
  const left = { areaIds, governorateIds };
  return isEverywhere(left) ? null : left;
}

/** The places that were there before and are not any more. */
export function endedOf(before: Places, left: Places | null): Places {
  return {
    areaIds: before.areaIds.filter((id) => !left?.areaIds.includes(id)),
    governorateIds: before.governorateIds.filter((id) => !left?.governorateIds.includes(id)),
  };
}
