import type { Candidate, Intent } from '../nlu/frame.js';

/**
 * What a button carries: `<word>:<number>` for actions on one thing, `choose:<index>` for an answer to a question,
 * `yes:<question>` / `no:<question>`, and `text:<message>` for what could as well have been typed. A forged payload does no more than
 * typing the same words would: the person's rights are checked either way.
 */
const ACTIONS: Readonly<Record<string, { intent: Intent; slot: 'task_id' | 'alert_id' }>> = {
  accept: { intent: 'task_accept', slot: 'task_id' },
  start: { intent: 'task_start', slot: 'task_id' },
  done: { intent: 'task_complete', slot: 'task_id' },
  decline: { intent: 'task_decline', slot: 'task_id' },
  ack: { intent: 'alert_ack', slot: 'alert_id' },
};

/** What a pressed button asks for. */
export type Pressed =
  | { kind: 'action'; candidate: Candidate }
  | { kind: 'choice'; index: number }
  | { kind: 'answer'; yes: boolean; question: number }
  | { kind: 'text'; text: string };

/** Reads a payload; null when it is none of ours. */
export function readButton(payload: string): Pressed | null {
  const split = payload.indexOf(':');
  const word = split < 0 ? payload : payload.slice(0, split);
  const rest = split < 0 ? '' : payload.slice(split + 1);
  if (word === 'text' && rest !== '') return { kind: 'text', text: rest };
  if (!/^\d{1,9}$/.test(rest)) return null;
  if (word === 'yes' || word === 'no') return { kind: 'answer', yes: word === 'yes', question: Number(rest) };
  if (word === 'choose') return { kind: 'choice', index: Number(rest) };
  const action = ACTIONS[word];
  return action
    ? { kind: 'action', candidate: { intent: action.intent, slots: { [action.slot]: Number(rest) } } }
    : null;
}
