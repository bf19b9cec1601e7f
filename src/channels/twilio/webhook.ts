import type { IncomingMessage } from 'node:http';
import type { TwilioConfig } from '../../config.js';
import { AppError, asAppError } from '../../domain/errors.js';
import type { Runtime } from '../../runtime.js';
import type { ChannelHooks, Mount } from '../channel.js';
import { type Answer, answer, failure, readBody, singleHeader } from '../http.js';
import { checkForm, messageSchema, statusSchema } from './fields.js';
import { type Form, parseForm } from './form.js';
import { toInbound, toReceipt } from './inbound.js';
import { bearsTwilioSignature, isSignedByTwilio } from './signature.js';

const MESSAGES_PATH = '/webhooks/twilio/messages';
/** Where Twilio reports what became of our messages. */
export const STATUS_PATH = '/webhooks/twilio/status';

const MOST_BODY_BYTES = 64 * 1024;
/** Tells Twilio that there is nothing to say now: answers go through the outbox. */
const EMPTY_TWIML: Answer = {
  status: 200,
  contentType: 'text/xml; charset=utf-8',
  body: '<?xml version="1.0" encoding="UTF-8"?><Response/>',
};
const NOTED: Answer = { status: 200 };

type WebhookOptions = {
  config: TwilioConfig;
  hooks: ChannelHooks;
  publicUrl: string;
  log: Pick<Runtime['log'], 'error'>;
};

/** The addresses that Twilio calls: people's messages, and what became of ours. */
export function twilioMounts(options: WebhookOptions): Mount[] {
  return [
    mount(options, MESSAGES_PATH, (form) => takeMessage(options, form)),
    mount(options, STATUS_PATH, (form) => takeStatus(options, form)),
  ];
}

type Take = (form: Form) => Promise<Answer>;

function mount(options: WebhookOptions, path: string, take: Take): Mount {
  const handle = async (request: IncomingMessage): Promise<Answer> => {
    const verdict = await verified(options, path, request);
    return 'status' in verdict ? verdict : take(verdict.form);
  };
  const failed = (error: unknown): Answer => {
    if (asAppError(error).code === 'internal') options.log.error({ err: error, path }, 'webhook failed');
    return failure(error);
  };
  return {
    method: 'POST',
    path,
    bearsSignature: bearsTwilioSignature,
    handler: (request, response) =>
      void handle(request)
        .catch(failed)
        .then((reply) => answer(response, reply)),
  };
}

/** The signed form of a request, or the answer that refuses it. The cheapest tests come first. */
async function verified(
  { config, hooks, publicUrl }: WebhookOptions,
  path: string,
  request: IncomingMessage,
): Promise<{ form: Form } | Answer> {
  const refuse = (status: number, reason: string): Answer => {
    hooks.refused('whatsapp', reason);
    return { status };
  };
  const signature = singleHeader(request, 'x-twilio-signature');
  if (!signature) return refuse(403, 'no signature');
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(request.headers['content-type'] ?? '')) {
    return refuse(415, 'not a form');
  }
  const body = await readBody(request, MOST_BODY_BYTES).catch((error: unknown) => asAppError(error));
  if (body instanceof AppError) return refuse(body.status, body.message);
  const form = parseForm(body);
  const tokens = [config.authToken, ...(config.authTokenNext ? [config.authTokenNext] : [])];
  if (!isSignedByTwilio(tokens, signature, `${publicUrl}${path}`, form)) return refuse(403, 'bad signature');
  return { form };
}

async function takeMessage({ config, hooks }: WebhookOptions, form: Form): Promise<Answer> {
  const checked = checkForm(form, messageSchema, config.accountSid);
  if (!checked.ok) return malformed(hooks, checked.problem);
  await hooks.receive(toInbound(checked.fields, form));
  return EMPTY_TWIML;
}

async function takeStatus({ config, hooks }: WebhookOptions, form: Form): Promise<Answer> {
  const checked = checkForm(form, statusSchema, config.accountSid);
  if (!checked.ok) return malformed(hooks, checked.problem);
  const receipt = toReceipt(checked.fields);
  if (receipt) await hooks.receipt(receipt);
  return NOTED;
}

function malformed(hooks: ChannelHooks, problem: string): Answer {
  hooks.refused('whatsapp', problem);
  return { status: 400, body: problem };
}
