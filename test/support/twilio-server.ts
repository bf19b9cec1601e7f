import twilio from 'twilio';
import {
  type Fault,
  type Provider,
  type ProviderCall,
  type ProviderReply,
  startProvider,
} from './provider.js';

/** A message that the local Twilio accepted. */
export type TwilioMessage = {
  sid: string;
  to: string;
  from: string | null;
  messaging_service_sid: string | null;
  body: string;
  direction: 'outbound-api';
  status: string;
  date_created: string;
  fields: Readonly<Record<string, string>>;
};

export type TwilioServer = Provider & {
  accepted: TwilioMessage[];
  /** Calls the program back, as Twilio does when a message of its moves on. */
  callBack(message: Pick<TwilioMessage, 'sid' | 'to'>, status: string, errorCode?: string): Promise<Response>;
  /** Posts a signed form to one of the program's webhooks. `to` is where it listens, `url` what Twilio believes. */
  post(to: string, url: string, fields: Record<string, string>): Promise<Response>;
};

export type TwilioAccount = {
  accountSid: string;
  authToken: string;
  apiKey?: { sid: string; secret: string };
};

const MOST_BODY = 1600;
const PARTY = /^(whatsapp:)?\+[1-9]\d{6,14}$|^whatsapp:[A-Z]{2}\.[A-Za-z0-9]{1,128}$/;
const KNOWN_FIELDS = new Set([
  'To',
  'From',
  'MessagingServiceSid',
  'Body',
  'MediaUrl',
  'ContentSid',
  'ContentVariables',
  'StatusCallback',
  'ValidityPeriod',
]);

/** A Twilio messages API on loopback, written from its documentation: enough of it to be strict with us. */
export async function startTwilioServer(account: TwilioAccount): Promise<TwilioServer> {
  const accepted: TwilioMessage[] = [];
  const provider = await startProvider((call) => answerCall(account, accepted, call));
  const post = (to: string, url: string, fields: Record<string, string>) =>
    fetch(to, { method: 'POST', ...signedForm(account.authToken, url, fields) });
  return {
    ...provider,
    accepted,
    post,
    callBack: (message, status, errorCode) => {
      const known = accepted.find(({ sid }) => sid === message.sid);
      const url = known?.fields.StatusCallback;
      if (!url) throw new Error('the message asked for no callback');
      return post(url, url, statusFields(account, message, status, errorCode));
    },
  };
}

/** A form as Twilio posts it: encoded body and headers with the signature for `url`. */
export function signedForm(authToken: string, url: string, fields: Record<string, string>) {
  return {
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': twilio.getExpectedTwilioSignature(authToken, url, fields),
    },
    body: new URLSearchParams(fields).toString(),
  };
}

/** The fields of a person's message, with the ids and parties that Twilio always sends. */
export function inboundFields(account: TwilioAccount, fields: Record<string, string> = {}) {
  const sid = fields.MessageSid ?? `SM${'0'.repeat(31)}1`;
  return {
    AccountSid: account.accountSid,
    ApiVersion: '2010-04-01',
    MessageSid: sid,
    SmsMessageSid: sid,
    SmsSid: sid,
    SmsStatus: 'received',
    NumMedia: '0',
    NumSegments: '1',
    From: 'whatsapp:+96550000001',
    To: 'whatsapp:+14155238886',
    Body: 'help',
    ...fields,
  };
}

export function statusFields(
  account: TwilioAccount,
  { sid, to }: Pick<TwilioMessage, 'sid' | 'to'>,
  status: string,
  errorCode?: string,
): Record<string, string> {
  return {
    AccountSid: account.accountSid,
    ApiVersion: '2010-04-01',
    MessageSid: sid,
    SmsSid: sid,
    MessageStatus: status,
    SmsStatus: status,
    From: 'whatsapp:+14155238886',
    To: to,
    ...(errorCode ? { ErrorCode: errorCode } : {}),
  };
}

/** Twilio's own way to say no, as a fault: nothing was accepted. */
export function twilioError(status: number, code: number, headers: Record<string, string> = {}): Fault {
  return { kind: 'reply', accept: false, reply: { ...errorReply(status, code, 'as asked'), headers } };
}

function errorReply(status: number, code: number, message: string): ProviderReply {
  const moreInfo = `https://www.twilio.com/docs/errors/${code}`;
  return { status, body: { code, message, more_info: moreInfo, status } };
}

function answerCall(account: TwilioAccount, accepted: TwilioMessage[], call: ProviderCall): ProviderReply {
  if (!isAuthorised(account, call)) return errorReply(401, 20003, 'Authenticate');
  if (call.path !== `/2010-04-01/Accounts/${account.accountSid}/Messages.json`) {
    return errorReply(404, 20404, `The requested resource ${call.path} was not found`);
  }
  return call.method === 'POST' ? create(accepted, call.form) : list(accepted, call.query);
}

function isAuthorised({ accountSid, authToken, apiKey }: TwilioAccount, { headers }: ProviderCall): boolean {
  const pairs = [`${accountSid}:${authToken}`, ...(apiKey ? [`${apiKey.sid}:${apiKey.secret}`] : [])];
  return pairs.some((pair) => headers.authorization === `Basic ${Buffer.from(pair).toString('base64')}`);
}

function create(accepted: TwilioMessage[], form: URLSearchParams): ProviderReply {
  const fields = Object.fromEntries(form);
  const problem = problemWith(fields);
  if (problem) return errorReply(400, problem.code, problem.message);
  const message: TwilioMessage = {
    sid: `SM${String(accepted.length + 1).padStart(32, '0')}`,
    to: fields.To ?? '',
    from: fields.From ?? null,
    messaging_service_sid: fields.MessagingServiceSid ?? null,
    body: fields.Body ?? filledTemplate(fields.ContentVariables),
    direction: 'outbound-api',
    status: fields.MessagingServiceSid ? 'accepted' : 'queued',
    date_created: new Date().toUTCString().replace('GMT', '+0000'),
    fields,
  };
  accepted.push(message);
  return { status: 201, body: resource(message) };
}

function filledTemplate(variables = '{}'): string {
  const values = Object.values(JSON.parse(variables) as Record<string, string>);
  return `Khareetaty: ${values.join(' ')}. End.`;
}

function resource({ fields: _fields, ...message }: TwilioMessage) {
  return { ...message, error_code: null, error_message: null, num_segments: '1', date_sent: null };
}

type Problem = { code: number; message: string };

/** What Twilio would refuse about a new message, by its documented codes; null when nothing. */
function problemWith(fields: Record<string, string>): Problem | null {
  const stranger = Object.keys(fields).find((name) => !KNOWN_FIELDS.has(name));
  if (stranger) return { code: 20001, message: `unknown parameter ${stranger}` };
  if (!fields.To) return { code: 21604, message: "A 'To' phone number is required" };
  if (!PARTY.test(fields.To)) return { code: 21211, message: "Invalid 'To' Phone Number" };
  if (!fields.From && !fields.MessagingServiceSid) return { code: 21603, message: "'From' is required" };
  return problemWithContent(fields) ?? problemWithOptions(fields);
}

function problemWithContent(fields: Record<string, string>): Problem | null {
  if (fields.ContentSid) {
    if (!/^HX[0-9a-f]{32}$/i.test(fields.ContentSid)) return { code: 21655, message: 'Invalid ContentSid' };
    return isVariables(fields.ContentVariables) ? null : { code: 21656, message: 'Invalid ContentVariables' };
  }
  if (!fields.Body) return { code: 21602, message: 'Message body is required' };
  if (fields.Body.length > MOST_BODY) return { code: 21617, message: 'The message body is too long' };
  return null;
}

function isVariables(text = '{}'): boolean {
  try {
    const values = Object.values(JSON.parse(text) as Record<string, unknown>);
    return values.every((value) => typeof value === 'string' && value !== '');
  } catch {
    return false;
  }
}

function problemWithOptions(fields: Record<string, string>): Problem | null {
  const callback = fields.StatusCallback;
  if (callback && !URL.canParse(callback)) return { code: 21609, message: 'Invalid StatusCallback' };
  const validity = fields.ValidityPeriod;
  if (validity && !(Number(validity) >= 1 && Number(validity) <= 36_000 && /^\d+$/.test(validity))) {
    return { code: 30036, message: 'Invalid ValidityPeriod' };
  }
  return null;
}

function list(accepted: TwilioMessage[], query: URLSearchParams): ProviderReply {
  const to = query.get('To');
  const size = Number(query.get('PageSize') ?? 50);
  const messages = accepted
    .filter((message) => !to || message.to === to)
    .reverse()
    .slice(0, size);
  return {
    status: 200,
    body: { messages: messages.map(resource), page: 0, page_size: size, next_page_uri: null },
  };
}
