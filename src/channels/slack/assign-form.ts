import type { types } from '@slack/bolt';
import { z } from 'zod';
import { type AssignForm, assignPayload } from '../../domain/assign-form.js';
import type { Text } from '../../domain/message.js';
import { storableText } from '../storable.js';
import { conversation, message, type Read } from './inbound.js';

/** The id by which Slack says which form was submitted. */
export const ASSIGN_CALLBACK = 'assign_task';

/** Writes a text in a language; handed in, because channels do not translate. */
export type Translate = (text: Text, locale: string) => string;

/** The language of a bare `assign` command, which opens the form; null for any other text. */
export function assignFormLocale(text: string): 'en' | 'ar' | null {
  if (/^assign( task)?$/i.test(text.trim())) return 'en';
  return /^(كلف|كلّف|تكليف|مهمة جديدة)$/.test(text.trim()) ? 'ar' : null;
}

/** The form as a modal. Where the command was typed and its language travel along in the metadata. */
export function assignFormView(translate: Translate, locale: string, channel: string): types.ModalView {
  const word = (name: string) => ({
    type: 'plain_text' as const,
    text: translate({ key: `slack.assign.${name}` }, locale),
  });
  const input = (name: keyof AssignForm, optional: boolean, multiline = false): types.InputBlock => ({
    type: 'input',
    block_id: name,
    optional,
    label: word(name),
    element: { type: 'plain_text_input', action_id: 'value', multiline, max_length: multiline ? 500 : 100 },
  });
  return {
    type: 'modal',
    callback_id: ASSIGN_CALLBACK,
    private_metadata: JSON.stringify({ channel, locale }),
    title: word('title'),
    submit: word('submit'),
    close: word('close'),
    blocks: [input('officer', false), input('task', false, true), input('place', true), input('due', true)],
  };
}

const field = z.object({ value: z.object({ value: z.string().nullish() }) }).optional();
const submissionSchema = z.object({
  user: z.object({ id: z.string().regex(/^[UW][A-Z0-9]{1,30}$/) }),
  view: z.object({
    id: z.string().min(1).max(100),
    private_metadata: z.string(),
    state: z.object({ values: z.object({ officer: field, task: field, place: field, due: field }) }),
  }),
});
const metadataSchema = z.object({ channel: z.string().regex(/^[CDG][A-Z0-9]{1,30}$/), locale: z.string() });

/** A submitted form: its fields as the button's payload, and the sentence that could have been typed as the text. */
export function readSubmission(body: unknown): Read {
  const parsed = submissionSchema.safeParse(body);
  const metadata = metadataSchema.safeParse(
    parsed.success ? parseJson(parsed.data.view.private_metadata) : null,
  );
  if (!parsed.success || !metadata.success) return { kind: 'malformed' };
  const { id, state } = parsed.data.view;
  const typed = (name: keyof AssignForm) => storableText(state.values[name]?.value.value ?? '').trim();
  const form = { officer: typed('officer'), task: typed('task'), place: typed('place'), due: typed('due') };
  const { channel, locale } = metadata.data;
  return message({
    providerId: `view:${id}`,
    from: parsed.data.user.id,
    text: assignSentence(form, locale),
    button: assignPayload(form),
    conversation: conversation(channel, null, channel.startsWith('D')),
  });
}

/** "assign Ali to patrol the souq in Salmiya tonight", in the language of the form. */
export function assignSentence({ officer, task, place, due }: AssignForm, locale: string): string {
  const parts =
    locale === 'ar'
      ? [`كلف ${officer}`, `بمهمة ${task}`, place && `في ${place}`, due]
      : [`assign ${officer}`, `to ${task}`, place && `in ${place}`, due];
  return parts.filter((part) => part !== '').join(' ');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
