import type { Request } from 'express';
import { z } from 'zod';
import type { Locale } from '../domain/user.js';
import { LOCALES } from '../domain/user.js';
import type { Translator } from '../i18n/translate.js';

/** The language to answer in: `?lang=`, else the best of `Accept-Language`, else the product's first. */
export function localeOf(request: Request, translator: Translator): Locale {
  const asked = new URLSearchParams(request.url.split('?')[1] ?? '').get('lang');
  if (asked !== null && translator.locales.includes(asked)) return asked;
  const accepted = request.headers['accept-language']
    ? request.acceptsLanguages([...translator.locales])
    : false;
  return accepted === false ? LOCALES[0] : accepted;
}

/** What validation says of a field, in a language. */
export function issueTextIn(locale: Locale): z.core.$ZodErrorMap {
  return (locale.startsWith('ar') ? z.locales.ar() : z.locales.en()).localeError;
}
