import type { Request, Response } from 'express';
import type { Text } from '../../domain/message.js';
import type { Locale } from '../../domain/user.js';
import type { Translator } from '../../i18n/translate.js';
import { localeOf } from '../language.js';
import { type Html, html } from './html.js';

/** A page's language: its texts, its direction, and the others that it can be read in. */
export type PageLanguage = {
  locale: Locale;
  direction: 'ltr' | 'rtl';
  others: readonly Locale[];
  say(key: string | Text): string;
};

/** The language in which a page answers a request. */
export function pageLanguage(
  translator: Translator,
  request: Request,
  preferred?: Locale | null,
): PageLanguage {
  const locale = preferred ?? localeOf(request, translator);
  return {
    locale,
    direction: translator.direction(locale),
    others: translator.locales.filter((other) => other !== locale),
    say: (key) => translator.text(typeof key === 'string' ? { key } : key, locale, { isolates: false }),
  };
}

/** A whole page. `switchTo` is the path under which the page is found in other languages; null where it has no other. */
export function page(
  language: PageLanguage,
  content: { title: string; main: Html; switchTo: string | null; script?: string },
): Html {
  const { locale, direction, others, say } = language;
  const links =
    content.switchTo === null ? [] : others.map((other) => languageLink(other, content.switchTo ?? ''));
  return html`<!doctype html>
<html lang="${locale}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${content.title}</title>
<link rel="stylesheet" href="/assets/page.css">
${content.script === undefined ? null : html`<script type="module" src="${content.script}"></script>`}
</head>
<body>
<a class="skip" href="#main">${say('api.page.skip')}</a>
<header><p class="product">${say('api.page.product')}</p><nav>${links}</nav></header>
<main id="main" tabindex="-1">
<h1>${content.title}</h1>
${content.main}
</main>
</body>
</html>`;
}

/** A language is offered in its own words, whatever the page's language is. */
function languageLink(locale: Locale, path: string): Html {
  const name = new Intl.DisplayNames([locale], { type: 'language' }).of(locale) ?? locale;
  return html`<a href="${path}?lang=${locale}" lang="${locale}" hreflang="${locale}">${name}</a>`;
}

/** Sends a page. */
export function sendPage(response: Response, language: PageLanguage, status: number, content: Html): void {
  response.status(status).set({ 'content-language': language.locale, vary: 'accept-language' });
  response.type('html').send(content.markup);
}
