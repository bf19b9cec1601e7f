import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Express } from 'express';
import { z } from 'zod';
import { ERROR_CATALOGUE, type ErrorCode } from '../domain/errors.js';
import type { Locale } from '../domain/user.js';
import type { Translator } from '../i18n/translate.js';
import { projectRoot } from '../root.js';
import { localeOf } from './language.js';
import { actionsOf } from './mount.js';
import { PROBLEM_TYPE, problemSchema } from './problem.js';
import type { Route } from './route.js';
import { routes } from './routes/index.js';
import { healthSchema, readySchema } from './system.js';

type Json = Record<string, unknown>;

/** An OpenAPI 3.1 document. */
export type OpenApi = { openapi: '3.1.0'; info: Json; paths: Record<string, Json>; components: Json } & Json;

/** The document of every route, made from the very schemas that validate; summaries in the given language. */
export function openApi(translator: Translator, locale: Locale): OpenApi {
  const schemas: Json = {};
  const text = (key: string) => translator.text({ key }, locale, { isolates: false });
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = `/api/v1${route.path}`.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: operationOf(route, text, schemas) };
  }
  Object.assign(paths, systemPaths(text, schemas));
  schemaOf(problemSchema, 'output', schemas);
  return {
    openapi: '3.1.0',
    info: { title: text('api.docs.title'), version: productVersion(), description: text('api.docs.intro') },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas,
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  };
}

type TextOf = (key: string) => string;

function operationOf(route: Route, text: TextOf, schemas: Json): Json {
  return {
    operationId: route.name,
    summary: text(`api.operations.${route.name}`),
    tags: [route.tag],
    ...(route.action === 'public'
      ? {}
      : { security: [{ bearer: [] }], 'x-actions': actionsOf(route.action) }),
    parameters: [
      ...parametersOf('path', route.params, schemas),
      ...parametersOf('query', route.query, schemas),
    ],
    ...(route.body && {
      requestBody: { required: true, content: jsonContent(schemaOf(route.body, 'input', schemas)) },
    }),
    responses: responsesOf(route, text, schemas),
  };
}

function parametersOf(place: 'path' | 'query', schema: z.ZodObject | null, schemas: Json): Json[] {
  if (!schema) return [];
  const { properties, required } = schemaOf(schema, 'input', schemas) as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties ?? {}).map(([name, described]) => ({
    name,
    in: place,
    required: place === 'path' || (required ?? []).includes(name),
    schema: described,
  }));
}

function responsesOf(route: Route, text: TextOf, schemas: Json): Json {
  const answer = route.response && { content: jsonContent(schemaOf(route.response, 'output', schemas)) };
  const responses: Json = { [route.status]: { description: text('api.docs.success'), ...answer } };
  for (const code of errorsOf(route)) {
    const { status } = ERROR_CATALOGUE[code];
    const before = (responses[status] as { description: string } | undefined)?.description;
    responses[status] = problemResponse(before === undefined ? code : `${before}, ${code}`);
  }
  return responses;
}

/** What every route of its kind can answer, and what this one can beside it. */
function errorsOf(route: Route): ErrorCode[] {
  const takesInput = route.params ?? route.query ?? route.body;
  return [
    ...(takesInput ? (['bad_request'] as const) : []),
    ...(route.action === 'public' ? [] : (['unauthenticated', 'forbidden'] as const)),
    ...(route.body ? (['too_large'] as const) : []),
    ...route.errors,
    'internal',
    'database_unavailable',
  ];
}

const problemResponse = (description: string): Json => ({
  description,
  content: { [PROBLEM_TYPE]: { schema: { $ref: '#/components/schemas/Problem' } } },
});

const jsonContent = (schema: Json): Json => ({ 'application/json': { schema } });

function systemPaths(text: TextOf, schemas: Json): Record<string, Json> {
  const answering = (name: string, responses: Json): Json => ({
    get: { operationId: name, summary: text(`api.operations.${name}`), tags: ['system'], responses },
  });
  const described = (schema: z.ZodType): Json => ({
    description: text('api.docs.success'),
    content: jsonContent(schemaOf(schema, 'output', schemas)),
  });
  const ready = described(readySchema);
  return {
    '/health': answering('show_health', { 200: described(healthSchema) }),
    '/ready': answering('show_ready', { 200: ready, 503: ready }),
    '/metrics': answering('show_metrics', {
      200: {
        description: text('api.docs.success'),
        content: { 'text/plain': { schema: { type: 'string' } } },
      },
    }),
  };
}

/** A zod schema as JSON Schema; named ones (`meta({ id })`) move into the components and are referred to. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output', components: Json): Json {
  const { $schema: _, $defs, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json;
  for (const [name, definition] of Object.entries(($defs ?? {}) as Record<string, Json>)) {
    components[name] = withComponentRefs(definition);
  }
  return withComponentRefs(rest);
}

/** zod refers to `#/$defs/Name`; in this document names live under `#/components/schemas/`. */
function withComponentRefs(schema: Json): Json {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/')) as Json;
}

function productVersion(): string {
  const { version } = JSON.parse(readFileSync(join(projectRoot(), 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}

/** Mounts `/openapi.json`. */
export function mountDocumentation(app: Express, translator: Translator): void {
  app.get('/openapi.json', (request, response) => {
    response.json(openApi(translator, localeOf(request, translator)));
  });
}
