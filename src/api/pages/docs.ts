import { ERROR_CATALOGUE } from '../../domain/errors.js';
import type { Translator } from '../../i18n/translate.js';
import { type OpenApi, openApi } from '../openapi.js';
import { type Html, html } from './html.js';
import { type PageLanguage, page } from './page.js';

type Parameter = {
  name: string;
  in: 'path' | 'query';
  required: boolean;
  schema: { enum?: string[]; default?: unknown };
};
type Operation = {
  operationId: string;
  summary: string;
  tags: string[];
  parameters?: Parameter[];
  requestBody?: { content: { 'application/json': { schema: Schema } } };
};
type Schema = {
  type?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  enum?: unknown[];
  default?: unknown;
};
type Listed = Operation & { method: string; path: string };

/** The documentation: every operation of the OpenAPI document with a form to try it, and every error. */
export function docsPage(translator: Translator, language: PageLanguage): Html {
  const { say } = language;
  const operations = operationsOf(openApi(translator, language.locale));
  const tags = [...new Set(operations.flatMap((o) => o.tags))];
  const main = html`
<p>${say('api.docs.intro')} <a href="/openapi.json?lang=${language.locale}">${say('api.docs.openapi')}</a></p>
${signInForm(language)}
${tags.map((tag) => section(language, tag, operations))}
${errorTable(language)}`;
  return page(language, {
    title: say('api.docs.title'),
    main,
    switchTo: '/docs',
    script: '/assets/try-it.js',
  });
}

function operationsOf(document: OpenApi): Listed[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ ...(operation as Operation), method, path })),
  );
}

function signInForm({ say }: PageLanguage): Html {
  return html`<section aria-labelledby="sign-in"><h2 id="sign-in">${say('api.docs.sign_in')}</h2>
<form class="plain" data-sign-in data-signed-in="${say('api.docs.signed_in')}">
<label>${say('api.docs.email')}<input name="email" type="email" dir="ltr" autocomplete="username" required></label>
<label>${say('api.docs.password')}<input name="password" type="password" dir="ltr" autocomplete="current-password" required></label>
<button>${say('api.docs.sign_in')}</button>
<output aria-live="polite"></output>
</form></section>`;
}

function section(language: PageLanguage, tag: string, operations: readonly Listed[]): Html {
  const own = operations.filter((o) => o.tags.includes(tag));
  return html`<section aria-labelledby="tag-${tag}"><h2 id="tag-${tag}">${language.say(`api.tags.${tag}`)}</h2>
${own.map((operation) => operationEntry(language, operation))}</section>`;
}

function operationEntry(language: PageLanguage, operation: Listed): Html {
  const { method, path, parameters = [], requestBody } = operation;
  const schema = requestBody?.content['application/json'].schema;
  return html`<details id="${operation.operationId}">
<summary><bdi dir="ltr"><code class="method">${method.toUpperCase()}</code><code>${path}</code></bdi>
<span class="quiet">${operation.summary}</span></summary>
<form class="try" data-method="${method.toUpperCase()}" data-path="${path}">
${parameters.map(parameterField)}
${schema === undefined ? null : bodyField(language, schema)}
<button>${language.say('api.docs.send')}</button>
<output aria-live="polite"><pre hidden tabindex="0"></pre></output>
</form></details>`;
}

function parameterField({ name, in: place, required, schema }: Parameter): Html {
  const options = schema.enum?.map((word) => html`<option>${word}</option>`);
  const field = options
    ? html`<select name="${name}" data-in="${place}">${required ? null : html`<option></option>`}${options}</select>`
    : html`<input name="${name}" data-in="${place}" dir="ltr"${required ? html` required` : null}
 placeholder="${schema.default === undefined ? '' : String(schema.default)}">`;
  return html`<label><code dir="ltr">${name}${required ? '' : '?'}</code>${field}</label>`;
}

function bodyField({ say }: PageLanguage, schema: Schema): Html {
  const example = JSON.stringify(exampleOf(schema), null, 2);
  return html`<label>${say('api.docs.body')}<textarea dir="ltr" spellcheck="false">${example}</textarea></label>`;
}

/** Something of the right shape to start from. */
function exampleOf(schema: Schema): unknown {
  if (schema.default !== undefined) return schema.default;
  if (schema.enum) return schema.enum[0];
  if (schema.properties) {
    const entries = Object.entries(schema.properties);
    return Object.fromEntries(entries.map(([name, property]) => [name, exampleOf(property)]));
  }
  if (schema.type === 'array') return [];
  if (schema.type === 'integer' || schema.type === 'number') return 1;
  return schema.type === 'boolean' ? true : '';
}

function errorTable({ say }: PageLanguage): Html {
  const rows = Object.entries(ERROR_CATALOGUE).map(
    ([code, { status }]) => html`<tr id="${code}"><td>${status}</td><td><code>${code}</code></td>
<td>${say(`errors.${code}`)}</td></tr>`,
  );
  return html`<section aria-labelledby="errors"><h2 id="errors">${say('api.docs.errors')}</h2>
<table><thead><tr><th scope="col">${say('api.docs.status')}</th><th scope="col">${say('api.docs.code')}</th>
<th scope="col">${say('api.docs.meaning')}</th></tr></thead><tbody>${rows}</tbody></table></section>`;
}
