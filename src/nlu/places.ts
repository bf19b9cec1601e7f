import type { Gazetteer } from '../domain/area.js';
import type { Entry, Lexeme } from './chart/lexicon.js';
import type { Folder } from './chart/phrase.js';
import type { PlaceMention } from './slots/mention.js';
import { ARTICLE } from './text/normalise.js';

/** Place names of a language that are ordinary words too; see `Homographs`. */
export type Homographs = {
  /** Need any other cue in the message. */
  weak: readonly string[];
  /** Need a place cue right beside them (in, area, block): they are times, directions or greetings far more often. */
  bound: readonly string[];
};

const LATIN_ARTICLES = new Set(['al', 'el', 'as', 'ash', 'ad', 'ar', 'an', 'az', 'ul']);
const LATIN = /^[a-z]/;

/** Spellings of a Latin name, given by its words, with its articles written apart, together, or left out. */
function latinSpellings(all: readonly string[]): string[] {
  const bare = all.filter((word) => !LATIN_ARTICLES.has(word));
  const [first, second, ...more] = bare;
  if (!first) return [];
  const apart = bare.join(' ');
  const spellings = [all.join(' '), apart, bare.join('')];
  for (const article of ['al', 'el']) {
    spellings.push(`${article} ${apart}`, `${article}${apart}`);
    if (second && more.length === 0)
      spellings.push(
        `${first} ${article} ${second}`,
        `${first} ${article}${second}`,
        `${first}${article}${second}`,
      );
  }
  return spellings;
}

/** An Arabic name without its articles, so that the scanner matches it either way; and names of one word as written. */
function arabicSpellings(written: readonly string[], bound: boolean): string[] {
  if (bound) return [written.join(' ')];
  const bare = written.map((word) =>
    word.startsWith(ARTICLE) && word.length > 3 ? word.slice(ARTICLE.length) : word,
  );
  return [bare.join(' '), written.join(' ')];
}

type Source = { names: readonly string[]; mention: PlaceMention };

function sources(gazetteer: Gazetteer, governorateNouns: readonly string[]): Source[] {
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
        names: both.has(g.id)
          ? names(g).filter((name) => governorateNouns.some((noun) => name.toLowerCase().includes(noun)))
          : names(g),
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
export function placeEntries(
  gazetteer: Gazetteer,
  { homographs, governorateNouns }: { homographs: Homographs; governorateNouns: readonly string[] },
  fold: Folder,
): Entry[] {
  const folded = (phrase: string): string => fold(phrase).join(' ');
  const weak = new Set(homographs.weak.map(folded));
  const bound = new Set(homographs.bound.map(folded));
  const taken = new Set<string>();
  const entries: { lexeme: Lexeme; phrases: string[] }[] = [];
  for (const { names, mention } of sources(gazetteer, governorateNouns)) {
    const sure = meaning(mention);
    const inDoubt = meaning({ ...mention, weak: true });
    const besideCue = meaning({ ...mention, weak: true, bound: true });
    for (const name of names) {
      for (const spelling of spellingsOf(fold(name), bound)) {
        if (spelling.length < 2 || taken.has(spelling)) continue;
        taken.add(spelling);
        const lexeme = bound.has(spelling) ? besideCue : weak.has(spelling) ? inDoubt : sure;
        const last = entries.at(-1);
        if (last?.lexeme === lexeme) last.phrases.push(spelling);
        else entries.push({ lexeme, phrases: [spelling] });
      }
    }
  }
  return entries;
}

const meaning = (value: PlaceMention): Lexeme => ({ symbol: 'place', value, score: 0 });

const spellingsOf = (words: readonly string[], bound: ReadonlySet<string>): string[] =>
  LATIN.test(words[0] ?? '') ? latinSpellings(words) : arabicSpellings(words, bound.has(words.join(' ')));
