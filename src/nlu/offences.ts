import type { Offence, OffenceCatalogue } from '../domain/offence.js';
import type { Entry } from './chart/lexicon.js';
import type { Folder } from './chart/phrase.js';
import type { OffenceMention } from './slots/mention.js';

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

/** Lexicon lines for every offence; the first to claim a spelling keeps it. */
export function offenceEntries(
  catalogue: OffenceCatalogue,
  languages: readonly OffenceWords[],
  fold: Folder,
): Entry[] {
  const byId = new Map(catalogue.offences.map((offence) => [offence.id, offence]));
  const folded = (phrase: string): string => fold(phrase).join(' ');
  const weak = new Set(languages.flatMap((l) => l.weak).map(folded));
  const taken = new Set(['', ...languages.flatMap((l) => l.ignored).map(folded)]);
  return catalogue.offences.flatMap((offence) => {
    const more = languages.flatMap((l) => l.more[offence.id]?.split('|') ?? []);
    const names = [
      offence.nameEn,
      offence.nameAr,
      ...offence.synonymsEn,
      ...offence.synonymsAr,
      ...offence.dialect,
      ...more,
    ];
    const phrases = { sure: [] as string[], weak: [] as string[] };
    for (const spelling of names.map(folded).flatMap((name) => [name, ...plural(name)])) {
      if (taken.has(spelling)) continue;
      taken.add(spelling);
      phrases[weak.has(spelling) ? 'weak' : 'sure'].push(spelling);
    }
    const offences = [canonicalId(offence, byId)];
    return [line({ offences }, phrases.sure), line({ offences, weak: true }, phrases.weak)];
  });
}

const line = (value: OffenceMention, phrases: readonly string[]): Entry => ({
  lexeme: { symbol: 'offence', value, score: 0 },
  phrases,
});
