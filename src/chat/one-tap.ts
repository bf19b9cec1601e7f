import { commandFor } from '../commands/index.js';
import { can } from '../domain/access.js';
import { AppError } from '../domain/errors.js';
import type { Text } from '../domain/message.js';
import { code, listOf, phrase, text } from '../domain/reply.js';
import type { User } from '../domain/user.js';
import type { Candidate } from '../nlu/frame.js';
import type { Runtime } from '../runtime.js';
import { audit } from '../store/audit.js';
import { inTransaction, type Tx } from '../store/database.js';
import { useLink, viewLink } from '../store/links.js';
import { userById } from '../store/users.js';
import { readButton } from './buttons.js';

/** What a link would do, for the page that asks before doing it. */
export type LinkPage = {
  state: 'open' | 'used' | 'expired';
  title: Text;
  confirm: Text;
  locale: string | null;
};

export const ACTION_LINK = 'action';
type TapRuntime = Omit<Runtime, 'fetch'>;

/** Shows what a link would do; null for a token that was never given out. Changes nothing. */
export async function viewTap(runtime: Pick<Runtime, 'db'>, token: string): Promise<LinkPage | null> {
  const link = await viewLink(runtime.db, token);
  const candidate = link && candidateOf(link.payload);
  if (!link || !candidate) return null;
  const user = link.userId === null ? null : await userById(runtime.db, link.userId);
  const intent = phrase(text(`intents.${candidate.intent}`));
  return {
    state: link.state,
    title: text('commands.one_tap.title', { intent, ids: listOf(idsOf(candidate).map(code)) }),
    confirm: text(`intents.${candidate.intent}`),
    locale: user?.locale ?? 'ar',
  };
}

/**
 * Does what a link stands for, once, with the rights that its person has at this moment.
 *
 * @throws AppError `expired_link` when it is unknown, used or expired; whatever the command throws, and then the link
 *   is not used up.
 */
export async function actOnTap(runtime: TapRuntime, token: string): Promise<Text> {
  const now = runtime.clock.now();
  return inTransaction(runtime.db, async (tx) => {
    const link = await useLink(tx, token, ACTION_LINK);
    const candidate = link && candidateOf(link.payload);
    const user = link?.userId ? await userById(tx, link.userId) : null;
    if (!candidate || !user)
      throw new AppError('expired_link', 'an action link was unknown, used or expired');
    const command = commandFor(candidate.intent);
    if (!can(user, command.action)) throw new AppError('forbidden', `${user.role} may not ${command.action}`);
    const requestId = runtime.ids.uuid();
    const detail = { ...candidate, by: 'link' };
    await audit(tx, { at: now, userId: user.id, channel: 'sms', action: command.action, requestId, detail });
    const outcome = await command.run(contextOf(runtime, { tx, user, candidate, now, requestId }));
    return firstText('reply' in outcome ? outcome.reply : outcome);
  });
}

function contextOf(
  runtime: TapRuntime,
  {
    tx,
    user,
    candidate,
    now,
    requestId,
  }: { tx: Tx; user: User; candidate: Candidate; now: Date; requestId: string },
) {
  return {
    runtime,
    tx,
    user,
    locale: user.locale ?? 'ar',
    channel: 'sms' as const,
    conversation: null,
    text: '',
    frame: { ...candidate, lang: 'ar' as const, confidence: 1, candidates: [], guessed: [], trace: [] },
    slots: candidate.slots,
    location: null,
    undo: null,
    now,
    timeZone: runtime.config.timeZone,
    requestId,
  };
}

function candidateOf(payload: Readonly<Record<string, unknown>>): Candidate | null {
  const pressed = typeof payload.button === 'string' ? readButton(payload.button) : null;
  return pressed?.kind === 'action' ? pressed.candidate : null;
}

const idsOf = ({ slots }: Candidate): number[] => [slots.task_id ?? slots.alert_id ?? []].flat();

function firstText(reply: { blocks: readonly { kind: string; text?: Text }[] }): Text {
  return reply.blocks.find((block) => block.text)?.text ?? text('commands.one_tap.done');
}
