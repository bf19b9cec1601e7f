import type { Gazetteer } from '../domain/area.js';
import type { OffenceCatalogue } from '../domain/offence.js';

/** What has a name of its own in the gazetteer or the offence catalogue. */
export type NamedKind = 'area' | 'governorate' | 'offence' | 'place' | 'group';

/** The name of a thing in the language of a formatting tag; its id where the gazetteer does not know it. */
export type NameOf = (kind: NamedKind, id: string, tag: string) => string;

type Record = { id: string; nameEn: string; nameAr: string };

/** Names are known in Arabic and in English; other languages get the form of their own script, else the English one. */
export function createNames(gazetteer: Gazetteer, offences: OffenceCatalogue): NameOf {
  const byId = (records: readonly Record[]) => new Map(records.map((r) => [r.id, r]));
  const known: { [K in NamedKind]: ReadonlyMap<string, Record> } = {
    area: byId(gazetteer.areas),
    governorate: byId(gazetteer.governorates),
    place: byId(gazetteer.places),
    offence: byId(offences.offences),
    group: byId([...offences.groups, ...gazetteer.groups]),
  };
  return (kind, id, tag) => {
    const record = known[kind].get(id);
    if (record === undefined) return id;
    return new Intl.Locale(tag).maximize().script === 'Arab' ? record.nameAr : record.nameEn;
  };
}
