import { z } from 'zod';

/**
 * The shapes that Slack sends, as far as Bolt looks at them before any listener runs: it trips over others. What the
 * listeners read is checked where they read it.
 */
const record = z.looseObject({});
const withId = z.looseObject({ id: z.string() });

const event = z.looseObject({
  event: z.looseObject({
    type: z.string(),
    channel: z.union([z.string(), withId]).optional(),
    user: z.union([z.string(), withId]).optional(),
    item: record.optional(),
    subteam: record.optional(),
  }),
  authorizations: z.array(record).optional(),
});
const command = z.looseObject({ command: z.string(), user_id: z.string(), channel_id: z.string() });
const interaction = { user: withId, team: record.nullish(), channel: withId.nullish() };
const interactive = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('block_actions'), actions: z.array(record).min(1), ...interaction }),
  z.looseObject({ type: z.enum(['view_submission', 'view_closed']), view: record, ...interaction }),
  z.looseObject({ type: z.literal('block_suggestion'), action_id: z.string(), ...interaction }),
  z.looseObject({ type: z.enum(['shortcut', 'message_action']), callback_id: z.string(), ...interaction }),
]);
const addressCheck = z.looseObject({ type: z.literal('url_verification'), challenge: z.string() });
const certificateCheck = z.looseObject({ ssl_check: z.string() });

const payloadSchema = z.union([
  addressCheck.transform(({ challenge }) => ({ kind: 'address_check' as const, challenge })),
  certificateCheck.transform(() => ({ kind: 'certificate_check' as const })),
  z.union([event, command, interactive]).transform((body) => ({ kind: 'request' as const, body })),
]);

/** A request that Bolt can route, or one of Slack's two checks of our address. */
export type SlackPayload = z.infer<typeof payloadSchema>;

/** A JSON body, a form, or a form whose `payload` is JSON; null for anything that Slack does not send. */
export function parsePayload(body: string, contentType: string): SlackPayload | null {
  try {
    const isForm = /^application\/x-www-form-urlencoded\b/i.test(contentType);
    const parsed = payloadSchema.safeParse(isForm ? parseForm(body) : JSON.parse(body));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

function parseForm(body: string): unknown {
  const form = new URLSearchParams(body);
  const payload = form.get('payload');
  return payload === null ? Object.fromEntries(form) : JSON.parse(payload);
}
