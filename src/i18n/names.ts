import type { Gazetteer } from '../domain/area.js';
import type { OffenceCatalogue } from '../domain/offence.js';

/** What has a name of its own in the gazetteer or the offence catalogue. */
export type NamedKind = 'area' | 'governorate' | 'offence' | 'place' | 'group';

/** The name of a thing in one language; its id where the gazetteer does not know it. */
export type NameOf = (kind: NamedKind, id: string) => string;

type Named = { id: string; nameEn: string; nameAr: string };

/**
 * Names by language. They are known in Arabic and in English; other languages get those of their own script, else the
 * English ones.
 *
 * @param tag the language's formatting tag.
 */
export function createNames(gazetteer: Gazetteer, offences: OffenceCatalogue): (tag: string) => NameOf {
  const byId = (records: readonly Named[]) => new Map(records.map((r) => [r.id, r]));
  const known: { [K in NamedKind]: ReadonlyMap<string, Named> } = {
    // Officers name some localities like areas.
    area: byId([...gazetteer.places, ...gazetteer.areas]),
    governorate: byId(gazetteer.governorates),
    place: byId(gazetteer.places),
    offence: byId(offences.offences),
    group: byId([...offences.groups, ...gazetteer.groups]),
  };
  return (tag) => {
    const name = new Intl.Locale(tag).maximize().script === 'Arab' ? 'nameAr' : 'nameEn';
    return (kind, id) => known[kind].get(id)?.[name] ?? id;
  };
}
