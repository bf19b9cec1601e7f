import { isAbsolute, resolve } from 'node:path';
import { z } from 'zod';

const blankIsUnset = (value: unknown) =>
  typeof value === 'string' && value.trim() === '' ? undefined : value;
const optional = <S extends z.ZodType>(schema: S) => z.preprocess(blankIsUnset, schema.optional());
const withDefault = <S extends z.ZodType<unknown, string>>(schema: S, value: string) =>
  z.preprocess((given) => blankIsUnset(given) ?? value, schema);

const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .refine((n) => n >= least && n <= most, `must be between ${least} and ${most}`);
const decimal = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d+(\.\d+)?$/, 'must be a number such as 0.5')
    .transform(Number)
    .refine((n) => n >= least && n <= most, `must be between ${least} and ${most}`);
const webAddress = z
  .string()
  .refine(
    (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol),
    'must be an http(s) address',
  )
  .transform((text) => text.replace(/\/+$/, ''));
const postgresAddress = z
  .string()
  .regex(
    /^postgres(ql)?:\/\//,
    'must start with postgres:// or postgresql://, as in postgres://user:secret@host:5432/name',
  );
const phone = z.string().regex(/^\+[1-9]\d{6,14}$/, 'must be a phone number such as +96550000001');
const timeZone = z.string().refine(isTimeZone, 'must be an IANA time zone such as Asia/Kuwait');
const cron = z
  .string()
  .regex(/^(\S+\s+){4}\S+$/, 'must be five cron fields such as "0 2 * * *" (minute hour day month weekday)');
const instant = z.iso
  .datetime({ offset: true, message: 'must be an ISO instant with a zone such as 2026-03-18T10:15:00+03:00' })
  .transform((text) => new Date(text));
/** "22:00-06:00" as minutes of the local day; "off" is null. */
const quietHours = z.string().transform((text, context) => {
  if (text === 'off') return null;
  const [, ...parts] = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  const [fromHour, fromMinute, toHour, toMinute] = parts.map(Number);
  if (fromHour === undefined || fromMinute === undefined || toHour === undefined || toMinute === undefined) {
    context.addIssue({ code: 'custom', message: 'must be such as 22:00-06:00, or off' });
    return z.NEVER;
  }
  return { fromMinute: fromHour * 60 + fromMinute, toMinute: toHour * 60 + toMinute };
});
const contentSids = z.string().transform((text, context) => {
  const problem = 'must be JSON such as {"briefing.ar":"HX0123456789abcdef0123456789abcdef"}';
  const parsed = z.record(z.string(), z.string().regex(/^HX[0-9a-fA-F]{32}$/)).safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  context.addIssue({ code: 'custom', message: problem });
  return z.NEVER;
});

/** Every environment variable that the program reads. `.env.example` lists the same names; a test holds them together. */
export const environmentSchema = z.object({
  NODE_ENV: optional(z.enum(['development', 'test', 'production'])),
  PORT: withDefault(wholeNumber(0, 65_535), '8000'),
  HOST: withDefault(z.string(), '127.0.0.1'),
  PUBLIC_URL: optional(webAddress),
  TRUSTED_PROXIES: withDefault(wholeNumber(0, 10), '0'),
  DATA_DIR: withDefault(z.string(), './data'),
  DATABASE_URL: optional(postgresAddress),
  DATABASE_REPLICA_URL: optional(postgresAddress),
  LOG_LEVEL: optional(z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])),
  TIME_ZONE: withDefault(timeZone, 'Asia/Kuwait'),
  JWT_SECRET: optional(
    z
      .string()
      .refine((text) => Buffer.byteLength(text) >= 32, 'must be at least 32 bytes: openssl rand -base64 48'),
  ),
  TWILIO_ACCOUNT_SID: optional(
    z.string().regex(/^AC[0-9a-fA-F]{32}$/, 'must be AC and 32 hexadecimal digits'),
  ),
  TWILIO_AUTH_TOKEN: optional(z.string().min(16, 'is too short to be an auth token')),
  TWILIO_AUTH_TOKEN_NEXT: optional(z.string().min(16, 'is too short to be an auth token')),
  TWILIO_API_KEY: optional(z.string().regex(/^SK[0-9a-fA-F]{32}$/, 'must be SK and 32 hexadecimal digits')),
  TWILIO_API_SECRET: optional(z.string()),
  TWILIO_WHATSAPP_FROM: optional(phone),
  TWILIO_SMS_FROM: optional(
    z
      .string()
      .regex(
        /^(\+[1-9]\d{6,14}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11})$/,
        'must be a phone number or an 11-character sender name',
      ),
  ),
  TWILIO_MESSAGING_SERVICE_SID: optional(
    z.string().regex(/^MG[0-9a-fA-F]{32}$/, 'must be MG and 32 hexadecimal digits'),
  ),
  TWILIO_API_URL: withDefault(webAddress, 'https://api.twilio.com'),
  TWILIO_CONTENT_SIDS: withDefault(contentSids, '{}'),
  TWILIO_WHATSAPP_MPS: withDefault(wholeNumber(1, 1000), '80'),
  SLACK_BOT_TOKEN: optional(z.string().regex(/^xoxb-/, 'must start with xoxb-')),
  SLACK_SIGNING_SECRET: optional(z.string().min(16, 'is too short to be a signing secret')),
  SLACK_API_URL: withDefault(webAddress, 'https://slack.com/api/'),
  SLACK_ALERTS_CHANNEL: optional(
    z.string().regex(/^[CG][A-Z0-9]+$/, 'must be a channel id such as C0123ABCD'),
  ),
  SMTP_URL: optional(z.string().regex(/^smtps?:\/\//, 'must start with smtp:// or smtps://')),
  EMAIL_FROM: optional(z.string().regex(/@/, 'must be an e-mail address')),
  PIPELINE_CRON: withDefault(cron, '0 2 * * *'),
  BRIEFING_CRON: withDefault(cron, '30 6 * * *'),
  QUIET_HOURS: withDefault(quietHours, '22:00-06:00'),
  MESSAGE_RETENTION_DAYS: withDefault(wholeNumber(7, 3650), '180'),
  HOTSPOT_PRESET: withDefault(z.enum(['risk', 'dbscan', 'seed']), 'risk'),
  HOTSPOT_AREA_SHARE: withDefault(decimal(0.001, 0.1), '0.01'),
  HOTSPOT_WINDOW_DAYS: withDefault(wholeNumber(1, 3650), '90'),
  HOTSPOT_EPS_METRES: withDefault(decimal(1, 5000), '150'),
  HOTSPOT_MIN_POINTS: withDefault(wholeNumber(2, 1000), '10'),
  HOTSPOT_MASK_FILE: optional(z.string()),
  HOTSPOT_MASK_DENSITY: withDefault(wholeNumber(1, 100_000), '300'),
  HOTSPOT_DISCOVERED: withDefault(z.enum(['exclude', 'include']), 'exclude'),
  FORECAST_HORIZON_DAYS: withDefault(wholeNumber(1, 28), '7'),
  FORECAST_TRAINING_DAYS: withDefault(wholeNumber(28, 3650), '730'),
  FORECAST_BUSY_AREAS: withDefault(wholeNumber(0, 200), '12'),
  ALERT_MINIMUM_COUNT: withDefault(wholeNumber(1, 1000), '3'),
  ALERT_COOLDOWN_DAYS: withDefault(wholeNumber(0, 60), '3'),
  DEMO_INCIDENTS: withDefault(wholeNumber(0, 10_000_000), '60000'),
  DEMO_SEED: withDefault(wholeNumber(0, 4_294_967_295), '20260318'),
  ADMIN_PASSWORD: optional(z.string().min(12, 'must have at least 12 characters')),
  CLOCK_AT: optional(instant),
  DEMO_OFFICER_PHONE: withDefault(phone, '+96550000001'),
  DEMO_COMMANDER_PHONE: withDefault(phone, '+96550000002'),
  DEMO_COMMANDER_SLACK: withDefault(
    z.string().regex(/^[UW][A-Z0-9]+$/, 'must be a Slack user id such as U00DEMO01'),
    'U00DEMO01',
  ),
});

type Environment = z.infer<typeof environmentSchema>;

/** The account that WhatsApp and SMS go through. */
export type TwilioConfig = {
  accountSid: string;
  authToken: string;
  /** The token that takes over next: accepted on webhooks while both are in use. */
  authTokenNext: string | null;
  apiKey: { sid: string; secret: string } | null;
  whatsappFrom: string | null;
  smsFrom: string | null;
  messagingServiceSid: string | null;
  apiUrl: string;
  contentSids: Readonly<Record<string, string>>;
  whatsappMessagesPerSecond: number;
};
/** The workspace that Slack messages go to. */
export type SlackConfig = {
  botToken: string;
  signingSecret: string;
  apiUrl: string;
  alertsChannel: string | null;
};
/** The server that takes e-mail, and the sender it names. */
export type EmailConfig = { smtpUrl: string; from: string };

/** The program's settings, parsed once and frozen. A channel without its variables is null, that is: off. */
export type Config = ReturnType<typeof assemble>;

/** All problems of an environment, one sentence each; thrown before anything starts. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(
      `the environment has ${problems.length} problem(s):\n${problems.map((p) => `  - ${p}`).join('\n')}`,
    );
    this.problems = problems;
  }
}

/**
 * Reads the settings from an environment.
 *
 * @throws ConfigError naming every problem and what to change, not only the first.
 */
export function loadConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  const parsed = environmentSchema.safeParse(environment);
  const problems = parsed.success
    ? crossChecks(parsed.data)
    : parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  return assemble(parsed.data);
}

/** Groups of variables that only make sense together. */
function crossChecks(e: Environment): string[] {
  const problems: string[] = [];
  const together = (names: readonly (keyof Environment)[]) => {
    const missing = names.filter((name) => e[name] === undefined);
    if (missing.length > 0 && missing.length < names.length) {
      problems.push(`${missing.join(', ')} must be set too, or leave all of ${names.join(', ')} unset`);
    }
  };
  together(['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN']);
  together(['TWILIO_API_KEY', 'TWILIO_API_SECRET']);
  together(['SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET']);
  together(['SMTP_URL', 'EMAIL_FROM']);
  if (
    e.TWILIO_ACCOUNT_SID &&
    !e.TWILIO_WHATSAPP_FROM &&
    !e.TWILIO_SMS_FROM &&
    !e.TWILIO_MESSAGING_SERVICE_SID
  ) {
    problems.push('TWILIO_WHATSAPP_FROM or TWILIO_SMS_FROM must say which sender the Twilio account uses');
  }
  if (e.DATABASE_URL && !e.JWT_SECRET) {
    problems.push('JWT_SECRET must be set when DATABASE_URL is (32 bytes or more: openssl rand -base64 48)');
  }
  if (e.NODE_ENV === 'production') problems.push(...productionChecks(e));
  return problems;
}

function productionChecks(e: Environment): string[] {
  const problems: string[] = [];
  if (e.CLOCK_AT) problems.push('CLOCK_AT must be unset in production: the clock there is the real one');
  if (e.TWILIO_ACCOUNT_SID && !e.PUBLIC_URL) {
    problems.push(
      'PUBLIC_URL must be the https address that Twilio calls, or its signatures cannot be checked',
    );
  }
  return problems;
}

function assemble(e: Environment) {
  const twilio: TwilioConfig | null =
    e.TWILIO_ACCOUNT_SID && e.TWILIO_AUTH_TOKEN
      ? {
          accountSid: e.TWILIO_ACCOUNT_SID,
          authToken: e.TWILIO_AUTH_TOKEN,
          authTokenNext: e.TWILIO_AUTH_TOKEN_NEXT ?? null,
          apiKey:
            e.TWILIO_API_KEY && e.TWILIO_API_SECRET
              ? { sid: e.TWILIO_API_KEY, secret: e.TWILIO_API_SECRET }
              : null,
          whatsappFrom: e.TWILIO_WHATSAPP_FROM ?? null,
          smsFrom: e.TWILIO_SMS_FROM ?? null,
          messagingServiceSid: e.TWILIO_MESSAGING_SERVICE_SID ?? null,
          apiUrl: e.TWILIO_API_URL,
          contentSids: e.TWILIO_CONTENT_SIDS,
          whatsappMessagesPerSecond: e.TWILIO_WHATSAPP_MPS,
        }
      : null;
  const slack: SlackConfig | null =
    e.SLACK_BOT_TOKEN && e.SLACK_SIGNING_SECRET
      ? {
          botToken: e.SLACK_BOT_TOKEN,
          signingSecret: e.SLACK_SIGNING_SECRET,
          apiUrl: `${e.SLACK_API_URL}/`,
          alertsChannel: e.SLACK_ALERTS_CHANNEL ?? null,
        }
      : null;
  const email: EmailConfig | null =
    e.SMTP_URL && e.EMAIL_FROM ? { smtpUrl: e.SMTP_URL, from: e.EMAIL_FROM } : null;
  return Object.freeze({
    production: e.NODE_ENV === 'production',
    http: {
      port: e.PORT,
      host: e.HOST,
      publicUrl: e.PUBLIC_URL ?? `http://localhost:${e.PORT}`,
      /** How many proxies of ours stand before the program: only what they say of the caller's address is believed. */
      trustedProxies: e.TRUSTED_PROXIES,
    },
    dataDir: isAbsolute(e.DATA_DIR) ? e.DATA_DIR : resolve(e.DATA_DIR),
    databaseUrl: e.DATABASE_URL ?? null,
    databaseReplicaUrl: e.DATABASE_REPLICA_URL ?? null,
    logLevel: e.LOG_LEVEL ?? 'info',
    /** The same for a conversation at a terminal: between its messages only trouble is worth a line, unless asked for more. */
    talkLogLevel: e.LOG_LEVEL ?? 'warn',
    timeZone: e.TIME_ZONE,
    /** Null: made and kept in the data folder (embedded database only). */
    jwtSecret: e.JWT_SECRET ?? null,
    twilio,
    slack,
    email,
    schedule: { pipelineCron: e.PIPELINE_CRON, briefingCron: e.BRIEFING_CRON },
    /** When digests and what is only watched wait, in minutes of the local day; null: never. */
    quietHours: e.QUIET_HOURS,
    /** What people wrote and were written is forgotten after so many days. */
    messageRetentionDays: e.MESSAGE_RETENTION_DAYS,
    hotspot: {
      preset: e.HOTSPOT_PRESET,
      /** Share of the inhabited area that a map flags (`risk`). */
      areaShare: e.HOTSPOT_AREA_SHARE,
      windowDays: e.HOTSPOT_WINDOW_DAYS,
      epsMetres: e.HOTSPOT_EPS_METRES,
      minPoints: e.HOTSPOT_MIN_POINTS,
      maskFile: e.HOTSPOT_MASK_FILE ?? null,
      /** People per km² from which an area counts as inhabited. */
      maskDensity: e.HOTSPOT_MASK_DENSITY,
      /** Whether maps are made of what patrols found as well. */
      discovered: e.HOTSPOT_DISCOVERED,
    },
    forecast: {
      horizonDays: e.FORECAST_HORIZON_DAYS,
      trainingDays: e.FORECAST_TRAINING_DAYS,
      busyAreas: e.FORECAST_BUSY_AREAS,
    },
    alert: { minimumCount: e.ALERT_MINIMUM_COUNT, cooldownDays: e.ALERT_COOLDOWN_DAYS },
    demo: {
      incidents: e.NODE_ENV === 'production' ? 0 : e.DEMO_INCIDENTS,
      seed: e.DEMO_SEED,
      officerPhone: e.DEMO_OFFICER_PHONE,
      commanderPhone: e.DEMO_COMMANDER_PHONE,
      commanderSlack: e.DEMO_COMMANDER_SLACK,
    },
    adminPassword: e.ADMIN_PASSWORD ?? null,
    clockAt: e.CLOCK_AT ?? null,
  });
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
