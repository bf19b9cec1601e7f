import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deserialize, serialize } from 'node:v8';
import { type CompiledWords, compileWords, type NamedThings } from './nlu/engine.js';
import { LANGUAGES } from './nlu/languages.js';

/** Beside the built code that made it; the sources have none and compile theirs whenever they run. */
const storePath = (): string => join(dirname(fileURLToPath(import.meta.url)), 'lexicon.bin');

/** `madeOf`: a digest of the words and names that went into it. */
type Stored = { madeOf: string; words: CompiledWords };

/** Keeps the words of all languages, compiled, for `loadLexicon`; the last step of a build. */
export function storeLexicon(data: NamedThings, path = storePath()): void {
  const stored: Stored = { madeOf: digestOf(data), words: compileWords(data, LANGUAGES) };
  // Whoever starts meanwhile reads the whole of the old file or of the new one.
  const fresh = `${path}.${process.pid}`;
  writeFileSync(fresh, serialize(stored));
  renameSync(fresh, path);
}

/**
 * The words of all languages over these places and offences: as the build compiled them, which takes some milliseconds,
 * or compiled now when there is no build or it knew others.
 *
 * @throws Error when what the build left is damaged.
 */
export function loadLexicon(data: NamedThings, path = storePath()): CompiledWords {
  const stored = existsSync(path) ? read(path) : null;
  return stored?.madeOf === digestOf(data) ? stored.words : compileWords(data, LANGUAGES);
}

function read(path: string): Stored {
  try {
    return deserialize(readFileSync(path));
  } catch (cause) {
    throw new Error(`${path} is damaged: build the program anew (npm run build)`, { cause });
  }
}

function digestOf({ gazetteer, offences }: NamedThings): string {
  const words = LANGUAGES.map((language) => [
    language.words.map(({ phrases }) => phrases),
    language.fillers,
    language.inserted,
    language.outside,
    language.offences,
    language.homographs,
  ]);
  return createHash('sha256')
    .update(JSON.stringify([gazetteer, offences, words]))
    .digest('base64');
}
