import { createInstance, type i18n } from 'i18next';
import type { Gazetteer } from '../domain/area.js';
import { AppError } from '../domain/errors.js';
import type { RenderLimits, Text } from '../domain/message.js';
import type { OffenceCatalogue } from '../domain/offence.js';
import { LOCALES } from '../domain/user.js';
import { type Direction, directionOf, withoutIsolates } from './bidi.js';
import { createDateFormat } from './dates.js';
import { formatValue, type ValueFormat } from './format.js';
import { type LanguageFile, readLanguages } from './locale-files.js';
import { createNames, type NameOf } from './names.js';
import { createNumberFormat, type Digits, digitsFor } from './numbers.js';
import { escapeFor } from './verbatim.js';

/** How a text is shown; the defaults suit a plain text of any length. */
export type TextOptions = {
  /** The digits that the reader writes; the language's own when left out. */
  digits?: Digits | undefined;
  /** Markup of the channel, which is made inert in what people wrote. Default `plain`. */
  markup?: RenderLimits['markup'];
  /** Numeric dates, for messages that are paid by the character. */
  compact?: boolean;
  /** False leaves out the isolates: only for labels that stand alone. */
  isolates?: boolean;
};

/** Texts and values in every language of the product. Pure once built. */
export type Translator = {
  /** Tags of the languages, discovered from the folder. */
  locales: readonly string[];
  /**
   * The given text in a language. A tag without a file falls back on its base language (`ar-KW` on `ar`), then on
   * the product's first one: somebody whose language was removed still gets an answer.
   *
   * @throws AppError `internal` naming the key when the text or one of its values is missing: that is a bug.
   */
  text(text: Text, locale: string, options?: TextOptions): string;
  /** Which way the language is written, by its script. */
  direction(locale: string): Direction;
};

/** Builds a translator over `<folder>/<tag>.json`. @throws Error naming the file that is malformed. */
export function createTranslator(source: {
  folder: string;
  gazetteer: Gazetteer;
  offences: OffenceCatalogue;
  timeZone?: string;
}): Translator {
  const files = readLanguages(source.folder);
  const engine = createEngine(files);
  const nameOf = createNames(source.gazetteer, source.offences);
  const languages = new Map(
    files.map((file) => [
      file.locale,
      createLanguage({ file, engine, nameOf, timeZone: source.timeZone ?? 'Asia/Kuwait' }),
    ]),
  );
  const fallback = languages.get(LOCALES[0]) ?? [...languages.values()][0];
  const languageOf = (locale: string): Language => {
    const found = languages.get(locale) ?? languages.get(locale.split('-')[0] ?? '') ?? fallback;
    if (found === undefined) throw new AppError('internal', `no language file for ${locale}`);
    return found;
  };
  return {
    locales: [...languages.keys()],
    text: (text, locale, options = {}) => languageOf(locale).write(text, options),
    direction: (locale) => languageOf(locale).direction,
  };
}

type Language = { direction: Direction; write(text: Text, options: TextOptions): string };

function createLanguage(given: {
  file: LanguageFile;
  engine: i18n;
  nameOf: NameOf;
  timeZone: string;
}): Language {
  const { file, engine, nameOf, timeZone } = given;
  const direction = directionOf(file.format);
  const lookUp = (key: string, values: Readonly<Record<string, string>>, count?: number): string =>
    engine.t(key, {
      lng: file.locale,
      replace: values,
      ...(count === undefined ? {} : { count }),
    });
  const formats = new Map<string, ValueFormat>();

  const formatFor = (options: TextOptions): ValueFormat => {
    const digits = digitsFor(file.format, options.digits);
    const { markup = 'plain', compact = false } = options;
    const name = `${digits} ${markup} ${compact}`;
    const known = formats.get(name);
    if (known !== undefined) return known;
    const made: ValueFormat = {
      tag: file.format,
      direction,
      markup,
      numbers: createNumberFormat(file.format, digits),
      dates: createDateFormat({ tag: file.format, digits, timeZone, compact, fill: lookUp }),
      nameOf,
      textOf: (nested) => writeText(nested, made, lookUp),
    };
    formats.set(name, made);
    return made;
  };

  return {
    direction,
    write: (text, options) => {
      const written = escapeFor(options.markup ?? 'plain', formatFor(options).textOf(text));
      return options.isolates === false ? withoutIsolates(written) : written;
    },
  };
}

type LookUp = (key: string, values: Readonly<Record<string, string>>, count?: number) => string;

function writeText(text: Text, format: ValueFormat, lookUp: LookUp): string {
  const values: Record<string, string> = { zone: format.dates.zone };
  if (text.count !== undefined) {
    values.count = formatValue({ kind: 'number', value: text.count }, format);
  }
  for (const [name, value] of Object.entries(text.values ?? {})) values[name] = formatValue(value, format);
  return lookUp(text.key, values, text.count);
}

/** i18next with everything in memory, so that it answers synchronously and never falls back on another language. */
function createEngine(files: readonly LanguageFile[]): i18n {
  const engine = createInstance();
  void engine.init({
    initAsync: false,
    resources: Object.fromEntries(files.map((file) => [file.locale, { translation: file.texts }])),
    lng: files[0]?.locale ?? LOCALES[0],
    fallbackLng: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    parseMissingKeyHandler: (key) => missing(`no text for the key ${key}`),
    returnedObjectHandler: (key) => missing(`the key ${key} is a group of texts, not one`),
    missingInterpolationHandler: (text, match) => missing(`no value for ${match[0]} of "${text}"`),
  });
  return engine;
}

function missing(what: string): never {
  throw new AppError('internal', what);
}
