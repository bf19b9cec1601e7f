import type { Offence, OffenceCatalogue } from '../domain/offence.js';
import { type Entry, phraseWords } from './chart/lexicon.js';

/** What a language adds to the names of the catalogue. */
export type OffenceWords = {
  /** More ways to name an offence, by id. */
  more: Readonly<Record<string, string>>;
  /** Names that are ordinary words too: an offence only beside another cue. */
  weak: readonly string[];
  /** Names of the catalogue that mean too much else to be read as an offence at all. */
  ignored: readonly string[];
};

/** The id under which chat speaks of an offence: finer ones count as their parent. */
function canonicalId(offence: Offence, byId: ReadonlyMap<string, Offence>): string {
  if (offence.canonical || offence.parent === null) return offence.id;
  const parent = byId.get(offence.parent);
  return parent ? canonicalId(parent, byId) : offence.id;
}

const plural = (word: string): string[] =>
  /^[a-z ]+[^s]$/.test(word) ? [word.endsWith('y') ? `${word.slice(0, -1)}ies` : `${word}s`] : [];

/** Lexicon lines for every offence. */
export function offenceEntries(catalogue: OffenceCatalogue, languages: readonly OffenceWords[]): Entry[] {
  const byId = new Map(catalogue.offences.map((offence) => [offence.id, offence]));
  const fold = (phrase: string): string => phraseWords(phrase).join(' ');
  const weak = new Set(languages.flatMap((l) => l.weak).map(fold));
  const ignored = new Set(languages.flatMap((l) => l.ignored).map(fold));
  const taken = new Set<string>();
  const entries: Entry[] = [];
  for (const offence of catalogue.offences) {
    const more = languages.flatMap((l) => l.more[offence.id]?.split('|') ?? []);
    const names = [
      offence.nameEn,
      offence.nameAr,
      ...offence.synonymsEn,
      ...offence.synonymsAr,
      ...offence.dialect,
      ...more,
    ];
    const spellings = new Set(names.map(fold).flatMap((name) => [name, ...plural(name)]));
    for (const spelling of spellings) {
      if (spelling === '' || ignored.has(spelling) || taken.has(spelling)) continue;
      taken.add(spelling);
      const value = { offences: [canonicalId(offence, byId)], ...(weak.has(spelling) ? { weak: true } : {}) };
      entries.push({ lexeme: { symbol: 'offence', value, score: 0 }, phrases: [spelling] });
    }
  }
  return entries;
}
