import { stateOfRefusal, type TemplateTrouble } from '../domain/template.js';
import type { Runtime } from '../runtime.js';
import type { Queryable } from '../store/database.js';
import type { ClaimedMessage } from '../store/outbox-claims.js';
import { noteTemplate } from '../store/templates.js';

/** Notes what refusals said of templates, so that no further message tries them before they are approved again. */
export async function noteTroubles(
  on: Queryable,
  { purpose, locale }: Pick<ClaimedMessage, 'purpose' | 'locale'>,
  troubles: readonly TemplateTrouble[],
): Promise<void> {
  for (const trouble of troubles) {
    const state = stateOfRefusal(trouble);
    const { contentSid, code } = trouble;
    if (state) await noteTemplate(on, { contentSid, name: `${purpose}.${locale}`, state, reason: code });
  }
}

/** Asks every provider how its approved templates stand. What cannot be asked keeps its last known state. */
export async function watchTemplates({
  db,
  log,
  channels,
}: Pick<Runtime, 'db' | 'log' | 'channels'>): Promise<void> {
  for (const channel of channels.values()) {
    try {
      for (const report of (await channel.asks?.templates()) ?? []) await noteTemplate(db, report);
    } catch (error) {
      log.warn({ channel: channel.name, err: error }, 'the state of templates could not be asked for');
    }
  }
}
