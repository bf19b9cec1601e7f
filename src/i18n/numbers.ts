import { AppError } from '../domain/errors.js';

/** Which digits to write where the language has a choice: 0-9 or ٠-٩. */
export type Digits = 'latn' | 'arab';

/** Writes quantities in one language and one kind of digits. */
export type NumberFormat = {
  /** The digits really used: languages without a choice of digits keep their own. */
  digits: Digits;
  /** @param fraction exact number of decimals; without it at most one, and only where there is one. */
  number(value: number, fraction?: number): string;
  /** @param share 0.12 is written 12 %. One decimal below 10 %. */
  percent(share: number): string;
  /** Metres below one kilometre, kilometres above. */
  metres(value: number): string;
  /** A number that is a name (a task, a block): no grouping. */
  plain(value: number): string;
};

// ICU adds its own direction marks and narrow spaces; isolates do that work here, and plain spaces keep SMS short.
const ICU_MARKS = /[\u200E\u200F\u061C]/g;
const ODD_SPACES = /[\u00A0\u2009\u202F]/g;

/** What ICU wrote, without the marks and odd spaces that it puts in. */
export function plainIcu(text: string): string {
  return text.replace(ICU_MARKS, '').replace(ODD_SPACES, ' ');
}

/** The tag with the digits and the calendar (always Gregorian) fixed. */
export function tagWith(tag: string, digits: Digits): string {
  return new Intl.Locale(tag, { numberingSystem: digits, calendar: 'gregory' }).toString();
}

/** The digits that a language is written in, given the reader's own: those where its script has both kinds. */
export function digitChoice(tag: string): (wished: Digits | undefined) => Digits {
  if (new Intl.Locale(tag).maximize().script !== 'Arab') return () => 'latn';
  const usual = new Intl.NumberFormat(tag).resolvedOptions().numberingSystem === 'arab' ? 'arab' : 'latn';
  return (wished) => wished ?? usual;
}

const ONE_DECIMAL: Intl.NumberFormatOptions = { maximumFractionDigits: 1 };
const SMALL_SHARE: Intl.NumberFormatOptions = { style: 'percent', maximumFractionDigits: 1 };
const SHARE: Intl.NumberFormatOptions = { style: 'percent', maximumFractionDigits: 0 };
const METRES: Intl.NumberFormatOptions = { style: 'unit', unit: 'meter', maximumFractionDigits: 0 };
const KILOMETRES: Intl.NumberFormatOptions = { style: 'unit', unit: 'kilometer', maximumFractionDigits: 1 };
const PLAIN: Intl.NumberFormatOptions = { useGrouping: false, maximumFractionDigits: 6 };

/** @throws (from its functions) AppError `internal` for NaN and infinities: a reply never shows a broken number. */
export function createNumberFormat(tag: string, digits: Digits): NumberFormat {
  const formatFor = remember(
    (options: Intl.NumberFormatOptions) =>
      new Intl.NumberFormat(tagWith(tag, digits), { signDisplay: 'negative', ...options }),
  );
  const fixed = remember(
    (count: number): Intl.NumberFormatOptions => ({
      minimumFractionDigits: count,
      maximumFractionDigits: count,
    }),
  );
  const write = (value: number, options: Intl.NumberFormatOptions) => {
    if (!Number.isFinite(value)) throw new AppError('internal', `a reply may not show the number ${value}`);
    return plainIcu(formatFor(options).format(value));
  };
  return {
    digits,
    number: (value, fraction) => write(value, fraction === undefined ? ONE_DECIMAL : fixed(fraction)),
    percent: (share) => write(share, Math.abs(share) < 0.1 ? SMALL_SHARE : SHARE),
    metres: (value) =>
      Math.round(value) < 1000 ? write(Math.round(value), METRES) : write(value / 1000, KILOMETRES),
    plain: (value) => write(value, PLAIN),
  };
}

/** The same function, each argument's result made once: building an Intl formatter costs a thousand times its use. */
export function remember<K, V>(make: (key: K) => V): (key: K) => V {
  const made = new Map<K, V>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const fresh = make(key);
    made.set(key, fresh);
    return fresh;
  };
}
