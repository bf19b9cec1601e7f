import express, { type Express, type Request } from 'express';
import { z } from 'zod';
import { AppError } from '../../domain/errors.js';
import { inTransaction } from '../../store/database.js';
import { useLink, viewLink } from '../../store/links.js';
import { setPassword } from '../../store/users.js';
import type { Api } from '../api.js';
import { type Html, html } from './html.js';
import { type PageLanguage, page, pageLanguage, sendPage } from './page.js';

/** The kind of link that lets its bearer choose a password. */
export const INVITATION = 'invitation';

const form = z.object({ password: z.string().max(1000) });

/** Mounts `/invite/:token`: a person who was invited chooses their password, once. */
export function mountInvitations(app: Express, api: Api): void {
  const { translator } = api.knowledge;
  app.get('/invite/:token', async (request, response) => {
    const language = pageLanguage(translator, request);
    const link = await viewLink(api.db, request.params.token);
    const open = link?.kind === INVITATION && link.state === 'open';
    const main = open ? passwordForm(language, null) : message(language, 'errors.expired_link');
    sendPage(response, language, open ? 200 : 410, invitationPage(language, main));
  });
  app.post(
    '/invite/:token',
    express.urlencoded({ extended: false, limit: '8kb', inflate: false, parameterLimit: 5 }),
    async (request: Request<{ token: string }>, response) => {
      const language = pageLanguage(translator, request);
      const { status, main } = await accept(api, language, request);
      sendPage(response, language, status, invitationPage(language, main));
    },
  );
}

async function accept(api: Api, language: PageLanguage, request: Request<{ token: string }>) {
  const { password } = form.catch({ password: '' }).parse(request.body ?? {});
  try {
    await inTransaction(api.db, async (tx) => {
      const link = await useLink(tx, request.params.token, INVITATION);
      if (link?.userId == null) throw new AppError('expired_link', 'the invitation was used or has expired');
      await setPassword(tx, link.userId, password);
    });
    return { status: 200, main: message(language, 'api.invitation.done') };
  } catch (error) {
    // The roll-back left the link open: the person tries again with a better password.
    if (error instanceof AppError && error.code === 'bad_request') {
      return { status: 400, main: passwordForm(language, 'api.invitation.unfit') };
    }
    if (!(error instanceof AppError) || error.code !== 'expired_link') throw error;
    return { status: 410, main: message(language, 'errors.expired_link') };
  }
}

const message = ({ say }: PageLanguage, key: string): Html => html`<p role="status">${say(key)}</p>`;

function passwordForm({ say }: PageLanguage, problem: string | null): Html {
  return html`<p>${say('api.invitation.explain')}</p>
${problem === null ? null : html`<p role="alert" class="bad">${say(problem)}</p>`}
<form class="plain" method="post">
<label>${say('api.docs.password')}<input name="password" type="password" dir="ltr" autocomplete="new-password" required
 minlength="12" maxlength="72"></label>
<button>${say('api.invitation.save')}</button></form>`;
}

function invitationPage(language: PageLanguage, main: Html): Html {
  return page(language, { title: language.say('api.invitation.title'), main, switchTo: null });
}
