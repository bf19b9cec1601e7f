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

/** What is said in our own words: with an example of the form, or of two fields that do not go together. */
const OWN_ISSUES = {
  date: 'api.issues.date',
  instant: 'api.issues.instant',
  order_of_instants: 'api.issues.order_of_instants',
  order_of_days: 'api.issues.order_of_days',
} as const;
export type OwnIssue = keyof typeof OWN_ISSUES;

/** What validation says of a field, in a language. */
export function issueTextIn(translator: Translator, locale: Locale): z.core.$ZodErrorMap {
  const usual = (locale.startsWith('ar') ? z.locales.ar() : z.locales.en()).localeError;
  return (issue) => {
    const own = ownIssue(issue);
    return own ? translator.text({ key: OWN_ISSUES[own] }, locale, { isolates: false }) : usual(issue);
  };
}

function ownIssue(issue: z.core.$ZodRawIssue): OwnIssue | null {
  if (issue.code === 'invalid_format' && issue.format === 'date') return 'date';
  if (issue.code === 'invalid_format' && issue.format === 'datetime') return 'instant';
  const named = issue.code === 'custom' ? issue.params?.issue : undefined;
  return typeof named === 'string' && named in OWN_ISSUES ? (named as OwnIssue) : null;
}
