import { type Action, can } from '../domain/access.js';
import { bullets, choices, heading, line, reply, text } from '../domain/reply.js';
import { defineCommand } from './command.js';

/** What to show whom: a key of `commands.help.item` and the right it needs. */
const TOPICS: readonly (readonly [topic: string, action: Action])[] = [
  ['count', 'incidents.count'],
  ['list', 'incidents.list'],
  ['top', 'incidents.count'],
  ['hotspots', 'hotspots.read'],
  ['near_me', 'hotspots.read'],
  ['forecast', 'forecasts.read'],
  ['compare', 'incidents.count'],
  ['briefing', 'briefing.read'],
  ['tasks', 'tasks.work'],
  ['assign', 'tasks.assign'],
  ['ack', 'alerts.acknowledge'],
  ['language', 'profile.manage_own'],
];

/** "Help": what this person can do, each with a message that works as it stands. */
export const help = defineCommand({
  name: 'help',
  intents: ['help', 'greeting'],
  action: 'profile.manage_own',
  acts: false,
  async run({ user, frame }) {
    const items = TOPICS.filter(([, action]) => can(user, action)).map(([topic]) =>
      text(`commands.help.item.${topic}`),
    );
    return reply([
      heading(text(frame.intent === 'greeting' ? 'commands.help.greeting' : 'commands.help.heading')),
      bullets(items, 1),
      line(text('commands.help.sources'), 6),
      choices([
        { label: text('commands.help.button.briefing'), payload: 'text:briefing' },
        { label: text('commands.help.button.hotspots'), payload: 'text:hotspots' },
      ]),
    ]);
  },
});
