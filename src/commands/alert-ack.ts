import { alertLine } from '../alerts/text.js';
import { canSeeAlert, hiddenOffences } from '../domain/access.js';
import { UNACKNOWLEDGED } from '../domain/alert.js';
import { AppError } from '../domain/errors.js';
import type { Reply } from '../domain/message.js';
import { code, heading, instant, line, listOf, phrase, reply, say, text, verbatim } from '../domain/reply.js';
import { acknowledgeAlert, alertById, listAlerts } from '../store/alerts.js';
import { userById } from '../store/users.js';
import { type CommandContext, defineCommand } from './command.js';

/** Alerts that the question names at most. */
const MOST_LISTED = 10;

/** "Ack 7": a person takes an alert, and its escalation stops. */
export const alertAck = defineCommand({
  name: 'alert_ack',
  intents: ['alert_ack'],
  action: 'alerts.acknowledge',
  acts: true,
  async run(context) {
    const ids = [...new Set([context.slots.alert_id ?? []].flat())];
    if (ids.length > 0) {
      const replies: Reply[] = [];
      for (const id of ids) replies.push(await acknowledge(context, id));
      return reply(replies.flatMap((each) => each.blocks));
    }
    const { user, tx, runtime } = context;
    const open = await listAlerts(tx, {
      states: UNACKNOWLEDGED,
      governorates: user.governorates,
      offencesNot: hiddenOffences(user, runtime.knowledge.offences),
      limit: 50,
    });
    const [only] = open;
    if (!only) return say('commands.alert_ack.none_open');
    if (open.length === 1) return acknowledge(context, only.id);
    const listed = open.slice(0, MOST_LISTED).map(({ id }) => id);
    return {
      reply: reply([line(text('commands.alert_ack.which', { ids: listOf(listed.map(code)) }))]),
      asks: { slot: 'alert_id', listed: listed.map((alert_id) => ({ alert_id })) },
    };
  },
});

async function acknowledge({ runtime, tx, user, now }: CommandContext, id: number): Promise<Reply> {
  const seen = await alertById(tx, id);
  if (!seen || !canSeeAlert(user, 'alerts.acknowledge', seen, runtime.knowledge.offences)) {
    throw new AppError('not_found', `alert ${id} is absent or not for ${user.id}`, { params: { id } });
  }
  const { outcome, alert } = await acknowledgeAlert(tx, id, user.id, now);
  const taker = alert.acknowledgedBy === null ? null : await userById(tx, alert.acknowledgedBy);
  const who = taker ? verbatim(taker.name) : phrase(text('common.unknown'));
  if (outcome === 'already') {
    const at = alert.acknowledgedAt ?? now;
    return say('commands.alert_ack.already', { id: code(id), name: who, at: instant(at) });
  }
  return reply([heading(text('commands.alert_ack.done', { id: code(id) })), line(alertLine(alert), 1)]);
}
