import type { Gazetteer } from '../domain/area.js';
import { type Entry, phraseWords } from './chart/lexicon.js';
import type { PlaceMention } from './slots/mention.js';

/** Place names of a language that are ordinary words too; see `Homographs`. */
export type Homographs = {
  /** Need any other cue in the message. */
  weak: readonly string[];
  /** Need a place cue right beside them (in, area, block): they are times, directions or greetings far more often. */
  bound: readonly string[];
};

const LATIN_ARTICLES = new Set(['al', 'el', 'as', 'ash', 'ad', 'ar', 'an', 'az', 'ul']);
const LATIN = /^[a-z]/;

/** Spellings of a Latin name with its articles written apart, together, or left out. */
function latinSpellings(name: string): string[] {
  const all = phraseWords(name);
  const bare = all.filter((word) => !LATIN_ARTICLES.has(word));
  const [first, ...rest] = bare;
  if (!first) return [];
  const spellings = [all.join(' '), bare.join(' '), bare.join('')];
  for (const article of ['al', 'el']) {
    spellings.push(`${article} ${bare.join(' ')}`, `${article}${bare.join(' ')}`);
    if (rest.length === 1)
      spellings.push(
        `${first} ${article} ${rest[0]}`,
        `${first} ${article}${rest[0]}`,
        `${first}${article}${rest[0]}`,
      );
  }
  return spellings;
}

/** An Arabic name without its articles, so that the scanner matches it either way; and names of one word as written. */
function arabicSpellings(name: string, bound: boolean): string[] {
  const written = phraseWords(name);
  if (bound) return [written.join(' ')];
  const bare = written.map((word) => (word.startsWith('ال') && word.length > 3 ? word.slice(2) : word));
  return [bare.join(' '), written.join(' ')];
}

type Source = { names: readonly string[]; mention: PlaceMention };

function sources(gazetteer: Gazetteer): Source[] {
  const names = (named: {
    nameEn: string;
    nameAr: string;
    aliasesEn: readonly string[];
    aliasesAr: readonly string[];
  }) => [named.nameEn, named.nameAr, ...named.aliasesEn, ...named.aliasesAr];
  const governorates = new Set(gazetteer.governorates.map(({ id }) => id));
  const areas = gazetteer.areas.map((area): Source => {
    const either = governorates.has(area.id);
    return {
      names: names(area),
      mention: {
        areas: [area.id],
        governorates: either ? [area.id] : [],
        landmarks: [],
        ...(either ? { either } : {}),
      },
    };
  });
  const both = new Set(gazetteer.areas.map(({ id }) => id).filter((id) => governorates.has(id)));
  return [
    ...areas,
    ...gazetteer.governorates.map(
      (g): Source => ({
        names: both.has(g.id) ? names(g).filter((name) => /governorate|محافظ/i.test(name)) : names(g),
        mention: { areas: [], governorates: [g.id], landmarks: [] },
      }),
    ),
    ...gazetteer.places.map(
      (place): Source => ({
        names: names(place),
        mention: {
          areas:
            place.type === 'locality' && place.id === 'maidan_hawalli'
              ? [place.id]
              : place.area
                ? [place.area]
                : [],
          governorates: [],
          landmarks: [place.id],
        },
      }),
    ),
    ...gazetteer.groups.map(
      (group): Source => ({
        names: names(group),
        mention: { areas: group.areas, governorates: [], landmarks: [] },
      }),
    ),
  ];
}

/** Lexicon lines for every place of the gazetteer; the first place to claim a spelling keeps it. */
export function placeEntries(gazetteer: Gazetteer, homographs: Homographs): Entry[] {
  const fold = (phrase: string): string => phraseWords(phrase).join(' ');
  const weak = new Set(homographs.weak.map(fold));
  const bound = new Set(homographs.bound.map(fold));
  const taken = new Set<string>();
  const entries: Entry[] = [];
  for (const { names, mention } of sources(gazetteer)) {
    for (const name of names) {
      const folded = fold(name);
      const spellings = LATIN.test(folded) ? latinSpellings(name) : arabicSpellings(name, bound.has(folded));
      const fresh = [...new Set(spellings)].filter((spelling) => spelling.length > 1 && !taken.has(spelling));
      for (const spelling of fresh) {
        taken.add(spelling);
        const needs = bound.has(spelling)
          ? { weak: true, bound: true }
          : weak.has(spelling)
            ? { weak: true }
            : {};
        entries.push({
          lexeme: { symbol: 'place', value: { ...mention, ...needs }, score: 0 },
          phrases: [spelling],
        });
      }
    }
  }
  return entries;
}
