import { syntheticNotes } from '../briefings/lines.js';
import { bullets, date, heading, instant, number, phrase, reply, text } from '../domain/reply.js';
import { freshness } from '../store/incidents.js';
import { latestRun } from '../store/runs.js';
import { defineCommand } from './command.js';

/** "Status": are the data fresh, did the night run, which channels are on. */
export const status = defineCommand({
  name: 'status',
  intents: ['status'],
  action: 'profile.manage_own',
  acts: false,
  async run({ tx, runtime }) {
    const data = await freshness(tx);
    const run = await latestRun(tx, 'nightly-pipeline');
    const channels = [...runtime.channels.keys()].map((name) => phrase(text(`channels.${name}`)));
    return reply([
      heading(text('commands.status.heading')),
      bullets([
        data.latestOccurredAt
          ? text('notes.freshness', { at: instant(data.latestOccurredAt) })
          : text('commands.query.no_incidents_at_all'),
        text('commands.status.incidents', { n: number(data.total), quarantined: number(data.quarantined) }),
        run
          ? text('commands.status.last_run', {
              date: date(run.localDate),
              state: phrase(text(`run_states.${run.status}`)),
            })
          : text('commands.hotspots.no_run_yet'),
        text('commands.status.channels', { channels: { kind: 'list', items: channels } }),
      ]),
      ...syntheticNotes(data),
    ]);
  },
});
