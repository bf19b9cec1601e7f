import type { Express } from 'express';
import { AppError } from '../../domain/errors.js';
import type { Text } from '../../domain/message.js';
import type { Api, OneTap } from '../api.js';
import { html } from './html.js';
import { page, pageLanguage, sendPage } from './page.js';

/** Without anybody who knows what links mean, every link has expired. */
const NOTHING: OneTap = {
  view: async () => null,
  act: async () => {
    throw new AppError('expired_link', 'no one-tap actions are configured');
  },
};

/**
 * Mounts `/a/:token`. The GET shows what would happen and changes nothing, because link previews and scanners open every
 * address they see; only the button does it.
 */
export function mountOneTap(app: Express, api: Api, oneTap: OneTap = NOTHING): void {
  const { translator } = api.knowledge;
  app.get('/a/:token', async (request, response) => {
    const view = await oneTap.view(request.params.token);
    const language = pageLanguage(translator, request, view?.locale ?? null);
    if (view?.state !== 'open') {
      sendPage(response, language, 410, messagePage(language, { key: 'errors.expired_link' }));
      return;
    }
    const main = html`<p>${language.say('api.one_tap.explain')}</p>
<form class="plain" method="post"><button>${language.say(view.confirm)}</button></form>`;
    const content = { title: language.say(view.title), main, switchTo: null };
    sendPage(response, language, 200, page(language, content));
  });
  app.post('/a/:token', async (request, response) => {
    const view = await oneTap.view(request.params.token);
    const language = pageLanguage(translator, request, view?.locale ?? null);
    const { status, text } = await outcomeOf(oneTap, request.params.token);
    sendPage(response, language, status, messagePage(language, text));
  });
}

/** What happened, or the catalogue's words for why it could not. Unexpected failures go on to the one place for them. */
async function outcomeOf(oneTap: OneTap, token: string): Promise<{ status: number; text: Text }> {
  try {
    return { status: 200, text: await oneTap.act(token) };
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'internal') throw error;
    return { status: error.status, text: { key: `errors.${error.code}` } };
  }
}

function messagePage(language: ReturnType<typeof pageLanguage>, text: Text) {
  return page(language, {
    title: language.say('api.one_tap.title'),
    main: html`<p role="status">${language.say(text)}</p>`,
    switchTo: null,
  });
}
