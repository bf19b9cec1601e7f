import type { z } from 'zod';
import type { healthSchema } from '../system.js';
import { type Html, html } from './html.js';
import { type PageLanguage, page } from './page.js';

/** The plain front page: what works, how fresh the data are, where to go on. */
export function statusPage(language: PageLanguage, health: z.input<typeof healthSchema>): Html {
  const { say } = language;
  const mood = health.status === 'ok' ? 'good' : 'bad';
  const main = html`
<p class="${mood}">${say(`api.status.${health.status}`)}</p>
${health.data?.synthetic ? html`<p><strong>${say('notes.synthetic')}</strong></p>` : null}
<dl class="facts">
<dt>${say('api.status.database')}</dt><dd>${say(`api.status.database_${health.database}`)}</dd>
<dt>${say('api.status.data')}</dt><dd>${dataUpTo(language, health.data?.latestOccurredAt ?? null)}</dd>
<dt>${say('api.status.pipeline')}</dt><dd>${pipelineLine(language, health.pipeline)}</dd>
<dt>${say('api.status.channels')}</dt><dd>${channelLine(language, health.channels)}</dd>
<dt>${say('api.status.waiting')}</dt><dd>${countLine(language, health.jobs)}</dd>
</dl>
<p><a href="/docs?lang=${language.locale}">${say('api.docs.title')}</a></p>`;
  return page(language, { title: say('api.status.title'), main, switchTo: '/' });
}

function dataUpTo({ say }: PageLanguage, at: string | null): string {
  if (at === null) return say('api.status.none');
  return say({ key: 'api.status.instant', values: { at: { kind: 'instant', at: new Date(at) } } });
}

function pipelineLine({ say }: PageLanguage, run: z.input<typeof healthSchema>['pipeline']): string {
  if (run === null) return say('api.status.none');
  const state = { kind: 'text', text: { key: `run_states.${run.status}` } } as const;
  return say({ key: 'api.status.run', values: { date: { kind: 'date', date: run.localDate }, state } });
}

function channelLine({ say }: PageLanguage, channels: Partial<Record<string, 'on' | 'off'>>): string {
  const on = Object.entries(channels).filter(([, state]) => state === 'on');
  if (on.length === 0) return say('api.status.none');
  const items = on.map(([name]) => ({ kind: 'text', text: { key: `channels.${name}` } }) as const);
  return say({ key: 'api.status.list', values: { items: { kind: 'list', items } } });
}

function countLine({ say }: PageLanguage, jobs: { waiting: number } | null): string {
  if (jobs === null) return say('common.unknown');
  return say({ key: 'api.status.number', values: { n: { kind: 'number', value: jobs.waiting } } });
}
