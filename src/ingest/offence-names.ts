import type { Offence, OffenceCatalogue } from '../domain/offence.js';
import { closestId } from './closest.js';
import { nameLookup } from './name-lookup.js';
import { remember } from './remember.js';
import { nameKey } from './text.js';

/** The offence behind a source's word; `corrected` when a typo had to be mended or a part of the text decided. */
export type OffenceReading = { id: string; corrected: boolean };

/**
 * Prepares the reading of offence words in English, Arabic and dialect, by the catalogue's own synonyms and the
 * mapping's. A word that belongs to two unrelated offences is not guessed.
 *
 * @param own the source's words -> offence id; they win over the catalogue.
 */
export function createOffenceReader(
  catalogue: OffenceCatalogue,
  own: Readonly<Record<string, string>>,
): (text: string) => OffenceReading | null {
  const names = offenceNames(catalogue, own);
  const parents = new Map(catalogue.offences.map((o) => [o.id, o]));
  return remember((text) => {
    const key = nameKey(text);
    const exact = names.get(key);
    if (exact) return { id: exact, corrected: false };
    const id = byParts(text, names, parents) ?? closestId(key, names);
    return id ? { id, corrected: true } : null;
  });
}

function offenceNames(
  catalogue: OffenceCatalogue,
  own: Readonly<Record<string, string>>,
): Map<string, string> {
  const names = nameLookup(
    catalogue.offences.map((o) => ({
      id: o.id,
      names: [o.id, o.nameEn, o.nameAr],
      synonyms: [...o.synonymsEn, ...o.synonymsAr, ...o.dialect],
    })),
  );
  for (const [name, id] of Object.entries(own)) names.set(nameKey(name), id);
  return names;
}

/**
 * The offence named by the parts of a heading such as "Larceny - Shoplifting": every part that is known must lie on one
 * line of descent, and the finest wins.
 */
function byParts(
  text: string,
  names: ReadonlyMap<string, string>,
  offences: ReadonlyMap<string, Offence>,
): string | null {
  const parts = text.split(/\s+[-–]\s+|[/:;,،|()[\]]/);
  if (parts.length < 2) return null;
  let finest: string | null = null;
  for (const part of parts) {
    const id = names.get(nameKey(part));
    if (!id || id === finest) continue;
    if (finest === null || isUnder(id, finest, offences)) finest = id;
    else if (!isUnder(finest, id, offences)) return null;
  }
  return finest;
}

function isUnder(id: string, ancestor: string, offences: ReadonlyMap<string, Offence>): boolean {
  const offence = offences.get(id);
  return offence?.parent === ancestor || offence?.alsoUnder.includes(ancestor) === true;
}
