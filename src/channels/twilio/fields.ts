import { z } from 'zod';
import type { Form } from './form.js';

/**
 * What a signed form must look like before we believe it. Twilio's signature puts names and values in one string
 * without separators, so a captured request can be cut anew into other fields under the same signature. Strict forms
 * for the fields that we use, and the rule that genuine ids appear in no other field, leave such cuts no room.
 */
const sid = (prefixes: string) => z.string().regex(new RegExp(`^(?:${prefixes})[0-9a-fA-F]{32}$`));
const phone = String.raw`\+[1-9]\d{5,14}`;
// A person who hides the phone number is known by a business-scoped id instead: country, dot, up to 128 characters.
const scopedId = String.raw`[A-Z]{2}\.[A-Za-z0-9]{1,128}`;
/** Somebody who can write to us: a phone or a WhatsApp account. A name or a short code cannot be answered. */
const person = z.string().regex(new RegExp(`^(?:whatsapp:(?:${phone}|${scopedId})|${phone})$`));
/** An end of a conversation, ours included, which may be a sender's name with a letter in it. */
const party = z
  .string()
  .regex(
    new RegExp(
      `^(?:whatsapp:(?:${phone}|${scopedId})|${phone}|(?=[A-Za-z0-9 ]*[A-Za-z])[A-Za-z0-9 ]{3,11})$`,
    ),
  );
const degrees = (most: number) =>
  z
    .string()
    .regex(/^-?\d{1,3}(\.\d{1,18})?$/)
    .transform(Number)
    .refine((value) => Math.abs(value) <= most);

const MOST_MEDIA = 40;

/** The fields of a person's message that we read. */
export const messageSchema = z
  .object({
    AccountSid: sid('AC'),
    MessageSid: sid('SM|MM'),
    SmsMessageSid: sid('SM|MM').optional(),
    SmsSid: sid('SM|MM').optional(),
    From: person,
    To: party,
    Body: z.string().default(''),
    NumMedia: z
      .string()
      .regex(/^\d{1,2}$/)
      .default('0')
      .transform(Number)
      .refine((count) => count <= MOST_MEDIA),
    Latitude: degrees(90).optional(),
    Longitude: degrees(180).optional(),
    Label: z.string().optional(),
    Address: z.string().optional(),
    ButtonPayload: z.string().optional(),
    ButtonText: z.string().optional(),
    ListId: z.string().optional(),
    ListTitle: z.string().optional(),
    /** What Twilio's own opt-out made of the message, where it is switched on. */
    OptOutType: z.string().optional(),
  })
  .refine((m) => (m.Latitude === undefined) === (m.Longitude === undefined), 'half a position');

/** The fields of a delivery report that we read. */
export const statusSchema = z.object({
  AccountSid: sid('AC'),
  MessageSid: sid('SM|MM'),
  SmsSid: sid('SM|MM').optional(),
  MessageStatus: z.string().regex(/^[a-z_]{1,32}$/),
  From: party.optional(),
  To: party.optional(),
  ErrorCode: z
    .string()
    .regex(/^\d{0,6}$/)
    .optional(),
});

/** A person's message, checked. */
export type MessageFields = z.infer<typeof messageSchema>;
/** A delivery report, checked. */
export type StatusFields = z.infer<typeof statusSchema>;

const HIDDEN_ID = /(?:AccountSidAC|(?:MessageSid|SmsSid)(?:SM|MM))[0-9a-fA-F]{32}/;
const WELL_FORMED_NAME = /^[A-Za-z][A-Za-z0-9_.-]{0,127}$/;

/** Why a form is refused, for the log; null when its shape is sound. */
function shapeProblem(form: Form, known: readonly string[]): string | null {
  const absent = known.filter((name) => !form.has(name));
  for (const [name, values] of form) {
    if (!WELL_FORMED_NAME.test(name)) return 'a field has a malformed name';
    const isKnown = known.includes(name);
    if (isKnown && values.length > 1) return `${name} is given more than once`;
    if (values.some((value) => HIDDEN_ID.test(value))) return 'a field hides the ids of another message';
    const cut = isKnown ? undefined : absent.find((missing) => `${name}${values[0]}`.startsWith(missing));
    if (cut) return `${cut} is cut differently from how it was signed`;
  }
  const lost = swallowed(form, absent);
  return lost ? `${lost} is inside the field before it` : null;
}

/** A field that was signed after another, in the order of names, and now stands within that other one's value. */
function swallowed(form: Form, absent: readonly string[]): string | undefined {
  const names = [...form.keys()].sort();
  for (const [i, name] of names.entries()) {
    const next = names[i + 1];
    const between = absent.filter((missing) => name < missing && (next === undefined || missing < next));
    const inside = between.find((missing) => form.get(name)?.some((value) => value.includes(missing)));
    if (inside) return inside;
  }
  return undefined;
}

type Ids = {
  AccountSid: string;
  MessageSid: string;
  SmsSid?: string | undefined;
  SmsMessageSid?: string | undefined;
};
type FormSchema<T> = z.ZodType<T> & { shape: Readonly<Record<string, unknown>> };

/** The fields of a form, or why it is refused. */
export type Checked<T> = { ok: true; fields: T } | { ok: false; problem: string };

/**
 * The known fields of a signed form, typed. Unknown well-formed fields are let through unread.
 *
 * @param accountSid ours; a message of another account is refused.
 */
export function checkForm<T extends Ids>(form: Form, schema: FormSchema<T>, accountSid: string): Checked<T> {
  const known = Object.keys(schema.shape);
  const problem = shapeProblem(form, known);
  if (problem) return { ok: false, problem };
  const parsed = schema.safeParse(
    Object.fromEntries(known.flatMap((name) => form.get(name)?.map((value) => [name, value]) ?? [])),
  );
  if (!parsed.success) {
    const names = parsed.error.issues.map((issue) => issue.path.join('.') || issue.message);
    return { ok: false, problem: `missing or malformed: ${names.join(', ')}` };
  }
  const fields = parsed.data;
  if (fields.AccountSid !== accountSid) return { ok: false, problem: 'AccountSid is not ours' };
  const twins = [fields.SmsSid, fields.SmsMessageSid].filter((twin) => twin !== undefined);
  if (twins.some((twin) => twin !== fields.MessageSid))
    return { ok: false, problem: 'the message ids differ' };
  return { ok: true, fields };
}
