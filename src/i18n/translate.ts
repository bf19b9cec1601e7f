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
import { createNumberFormat, type Digits, digitChoice, plainIcu, remember } from './numbers.js';
import { escapeFor } from './verbatim.js';

type Markup = RenderLimits['markup'];

/** How a text is shown; the defaults suit a plain text of any length. */
export type TextOptions = {
  /** The digits that the reader writes; the language's own when left out. */
  digits?: Digits | undefined;
  /** Markup of the channel, which is made inert in what people wrote. Default `plain`. */
  markup?: Markup;
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
  const namesIn = createNames(source.gazetteer, source.offences);
  const timeZone = source.timeZone ?? 'Asia/Kuwait';
  const languages = new Map(
    files.map((file) => [
      file.locale,
      createLanguage({ file, engine, nameOf: namesIn(file.format), timeZone }),
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
type Source = { file: LanguageFile; engine: i18n; nameOf: NameOf; timeZone: string };

function createLanguage(source: Source): Language {
  const { file } = source;
  const digitsFor = digitChoice(file.format);
  const formats = remember((digits: Digits) =>
    remember((markup: Markup) =>
      remember((compact: boolean) => createFormat(source, { digits, markup, compact })),
    ),
  );
  return {
    direction: directionOf(file.format),
    write: (text, { digits, markup = 'plain', compact = false, isolates = true }) => {
      const format = formats(digitsFor(digits))(markup)(compact);
      const written = escapeFor(markup, format.textOf(text));
      return isolates ? written : withoutIsolates(written);
    },
  };
}

/** Everything needed to write one language in one way. */
function createFormat(
  { file, engine, nameOf, timeZone }: Source,
  { digits, markup, compact }: { digits: Digits; markup: Markup; compact: boolean },
): ValueFormat {
  const tag = file.format;
  const lookUp: LookUp = (key, values, count) =>
    engine.t(key, { lng: file.locale, replace: values, ...(count === undefined ? {} : { count }) });
  const list = new Intl.ListFormat(tag, { type: 'conjunction', style: 'long' });
  const format: ValueFormat = {
    direction: directionOf(tag),
    markup,
    numbers: createNumberFormat(tag, digits),
    dates: createDateFormat({ tag, digits, timeZone, compact, fill: lookUp }),
    nameOf,
    listOf: (items) => plainIcu(list.format(items)),
    textOf: (text) => writeText(text, format, lookUp),
  };
  return format;
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
