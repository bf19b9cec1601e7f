import { choices, code, heading, line, reply, say, text } from '../domain/reply.js';
import type { Frame, RefusalReason } from '../nlu/frame.js';
import { defineCommand } from './command.js';

const REASONS: ReadonlySet<string> = new Set<RefusalReason>([
  'privacy',
  'destructive',
  'weather',
  'price',
  'sport',
  'prayer',
  'travel',
  'small_talk',
  'task_change',
  'two_orders',
  'two_steps',
  'not_counted',
  'reminder',
  'victim',
]);

/** "Thanks." */
export const thanks = defineCommand({
  name: 'thanks',
  intents: ['thanks'],
  action: 'profile.manage_own',
  acts: false,
  run: async () => say('commands.thanks.answer'),
});

/** "Cancel": pending questions are dropped before this, and nothing that has been done is undone by accident. */
export const cancel = defineCommand({
  name: 'cancel',
  intents: ['cancel'],
  action: 'profile.manage_own',
  acts: false,
  run: async () => say('commands.cancel.nothing'),
});

/** Feedback is kept with the audit line of the message itself, word for word; here it is only acknowledged. */
export const feedback = defineCommand({
  name: 'feedback',
  intents: ['feedback'],
  action: 'profile.manage_own',
  acts: false,
  run: async () => say('commands.feedback.answer'),
});

/** A new incident is never recorded from chat: emergencies belong to 112, reports to the station. */
export const reportIncident = defineCommand({
  name: 'report_incident',
  intents: ['report_incident'],
  action: 'profile.manage_own',
  acts: false,
  run: async () => say('commands.report_incident.answer', { number: { kind: 'code', value: 112 } }),
});

/** After these nobody wants to hear what else the bot can do. */
const SAID_ALONE: ReadonlySet<string> = new Set<RefusalReason>(['victim', 'two_orders', 'two_steps']);

/** Whatever the bot does not do: declined with the reason, and two things that it can do. */
export const outOfScope = defineCommand({
  name: 'out_of_scope',
  intents: ['out_of_scope'],
  action: 'profile.manage_own',
  acts: false,
  run: async ({ frame }) => {
    const reason = reasonOf(frame);
    if (frame.danger === undefined && SAID_ALONE.has(reason)) return say(`commands.out_of_scope.${reason}`);
    return reply([
      // Words of danger, not told as such: the number before what a bot can do.
      ...(frame.danger === 'possible'
        ? [heading(text('commands.danger.possible', { number: code(112) }))]
        : [line(text(`commands.out_of_scope.${reason}`))]),
      line(text('commands.out_of_scope.instead'), 2),
      choices([
        { label: text('commands.help.button.hotspots'), payload: 'text:hotspots' },
        { label: text('commands.help.button.help'), payload: 'text:help' },
      ]),
    ]);
  },
});

function reasonOf(frame: Frame): string {
  const reason = frame.trace.find((step) => step.rule === 'refuse')?.value ?? '';
  return REASONS.has(reason) ? reason : 'unknown';
}
