import type { Gazetteer } from '../domain/area.js';
import { closestId } from './closest.js';
import { type Called, nameLookup } from './name-lookup.js';
import { remember } from './remember.js';
import { isBlank, nameKey, nameWords } from './text.js';

const LEADING = new Set(
  ['منطقه', 'ضاحيه', 'مدينه', 'مخفر', 'محافظه', 'area', 'governorate'].map((w) => nameKey(w)),
);

/** The area and governorate behind a source's words; null where they are not known for sure. */
export type AreaReader = {
  area(text: string): string | null;
  governorate(text: string): string | null;
};

/**
 * Prepares the reading of place names in English and Arabic. Typing errors are mended only where they cannot lead from
 * one area to another with a similar name.
 *
 * @param own the source's words -> area id; they win over the gazetteer.
 */
export function createAreaReader(gazetteer: Gazetteer, own: Readonly<Record<string, string>>): AreaReader {
  const areas = nameLookup(gazetteer.areas.map(called));
  for (const place of gazetteer.places) {
    if (place.type !== 'locality' || !place.area) continue;
    for (const name of [place.nameEn, place.nameAr]) {
      if (!areas.has(nameKey(name))) areas.set(nameKey(name), place.area);
    }
  }
  for (const [name, id] of Object.entries(own)) areas.set(nameKey(name), id);
  const governorates = nameLookup(gazetteer.governorates.map(called));
  const lookAlikes = new Set(gazetteer.similarNames.flat());
  return {
    area: remember((text) => {
      if (isBlank(text)) return null;
      const key = placeKey(text);
      const exact = areas.get(nameKey(text)) ?? areas.get(key);
      if (exact) return exact;
      const near = closestId(key, areas);
      return near !== null && !lookAlikes.has(near) ? near : null;
    }),
    governorate: remember((text) =>
      isBlank(text) ? null : (governorates.get(nameKey(text)) ?? governorates.get(placeKey(text)) ?? null),
    ),
  };
}

type Named = {
  id: string;
  nameEn: string;
  nameAr: string;
  aliasesEn: readonly string[];
  aliasesAr: readonly string[];
};

function called({ id, nameEn, nameAr, aliasesEn, aliasesAr }: Named): Called {
  return { id, names: [id, nameEn, nameAr], synonyms: [...aliasesEn, ...aliasesAr] };
}

function placeKey(text: string): string {
  const words = nameWords(text);
  const [first = ''] = words;
  return (words.length > 1 && LEADING.has(first) ? words.slice(1) : words).join('');
}
