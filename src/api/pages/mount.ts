import { readFileSync } from 'node:fs';
import type { Express } from 'express';
import { AppError } from '../../domain/errors.js';
import type { Api, OneTap, Picture } from '../api.js';
import { health, type ReadyState } from '../system.js';
import { docsPage } from './docs.js';
import { mountInvitations } from './invitation.js';
import { mountOneTap } from './one-tap.js';
import { pageLanguage, sendPage } from './page.js';
import { statusPage } from './status.js';

/** What the pages show beside the runtime. */
export type PageOptions = {
  state?: () => ReadyState;
  oneTap?: OneTap;
  picture?: (token: string) => Promise<Picture | null>;
};

const ASSETS = { 'page.css': 'text/css', 'try-it.js': 'text/javascript' } as const;

/** Mounts the pages that people open: status, documentation, one-tap actions, invitations, and pictures for providers. */
export function mountPages(app: Express, api: Api, options: PageOptions): void {
  const { translator } = api.knowledge;
  app.get('/', async (request, response) => {
    const language = pageLanguage(translator, request);
    const summary = await health(api, { state: options.state ?? (() => 'able') });
    sendPage(response, language, 200, statusPage(language, summary));
  });
  app.get('/docs', (request, response) => {
    const language = pageLanguage(translator, request);
    sendPage(response, language, 200, docsPage(translator, language));
  });
  mountAssets(app);
  mountOneTap(app, api, options.oneTap);
  mountInvitations(app, api);
  mountPictures(app, options.picture);
}

function mountAssets(app: Express): void {
  for (const [name, type] of Object.entries(ASSETS)) {
    const content = readFileSync(new URL(name, import.meta.url), 'utf8');
    app.get(`/assets/${name}`, (_request, response) => {
      response.set('cache-control', 'public, max-age=3600').type(type).send(content);
    });
  }
}

/** Providers fetch a picture by its token, within minutes of its making, and may do so more than once. */
function mountPictures(app: Express, find: PageOptions['picture']): void {
  app.get('/media/:token', async (request, response) => {
    const picture = find ? await find(request.params.token) : null;
    if (!picture) throw new AppError('expired_link', 'there is no such picture (any more)');
    response.set('cross-origin-resource-policy', 'cross-origin').type(picture.contentType);
    response.send(Buffer.from(picture.bytes));
  });
}
