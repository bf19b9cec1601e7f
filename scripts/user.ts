import { INVITATION } from '../src/api/pages/invitation.js';
import { AppError } from '../src/domain/errors.js';
import { type Address, type ChannelName, REACHING_CHANNELS } from '../src/domain/message.js';
import { latinDigits } from '../src/domain/personal.js';
import { ROLES, type User } from '../src/domain/user.js';
import type { Runtime } from '../src/runtime.js';
import { audit } from '../src/store/audit.js';
import { inTransaction, type Tx } from '../src/store/database.js';
import { linkAddress, preferChannels, verifiedChannels } from '../src/store/identities.js';
import { createLink } from '../src/store/links.js';
import { createUser, deactivateUser, listUsers, userByEmail } from '../src/store/users.js';
import { command, UsageError, withRuntime } from './command-line.js';

const HELP = `
npm run user -- add EMAIL --name NAME --role ROLE [--governorates ID,...] [--lang ar|en] [--phone +965...] [--slack U...]
npm run user -- link EMAIL [--phone +965...] [--slack U...]
npm run user -- prefer EMAIL --channels whatsapp,sms,...
npm run user -- invite EMAIL
npm run user -- list [--json]
npm run user -- revoke EMAIL

add      creates a person without a password; --phone (WhatsApp and SMS; eight digits are Kuwait's) and
         --slack are where they talk to the bot
link     gives an existing person an address; you vouch that it is theirs
prefer   sets the order in which a person's channels are tried: ${REACHING_CHANNELS.join(', ')}
invite   prints a link, valid once and for a day, under which they choose their password
list     everybody: name (by which tasks are given), e-mail address, role, governorates, verified channels
revoke   ends a person's access; their tokens stop working with the next request

Roles: ${ROLES.join(', ')}. Without --governorates a person sees the whole country.
`;

const OPTIONS = {
  name: { type: 'string' },
  role: { type: 'string' },
  governorates: { type: 'string' },
  lang: { type: 'string' },
  phone: { type: 'string' },
  slack: { type: 'string' },
  channels: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

type Values = { [N in keyof typeof OPTIONS]?: string | boolean | undefined };
type UserRuntime = Pick<Runtime, 'db' | 'clock' | 'ids' | 'config' | 'knowledge'>;

/** What happened, one line each. */
type Lines = readonly string[];

/** `npm run user`. */
export function main(argv: string[]): Promise<number> {
  return command(
    argv,
    { help: HELP, options: OPTIONS, positionals: true },
    async ({ values, positionals }) => {
      const lines = await withRuntime((runtime) => manageUsers(runtime, positionals, values));
      for (const line of lines) console.log(line);
      return 0;
    },
  );
}

/**
 * Does one of the command's actions and says what happened.
 *
 * @throws UsageError when the call is wrong; AppError `conflict` or `not_found`.
 */
export async function manageUsers(
  runtime: UserRuntime,
  [action, email, ...more]: readonly string[],
  values: Values,
): Promise<Lines> {
  if (action === 'list' && email === undefined) return list(runtime, values.json === true);
  const known = ['add', 'link', 'prefer', 'invite', 'revoke'].includes(action ?? '');
  if (!known || email === undefined || more.length > 0) {
    throw new UsageError('say: add EMAIL, link EMAIL, prefer EMAIL, invite EMAIL, list, or revoke EMAIL');
  }
  return inTransaction(runtime.db, async (tx) => {
    await audit(tx, {
      at: runtime.clock.now(),
      userId: null,
      channel: 'terminal',
      action: 'users.manage',
      requestId: runtime.ids.uuid(),
      detail: { operation: `${action}_user`, email, role: values.role, governorates: values.governorates },
    });
    if (action === 'add') return add(runtime, tx, email, values);
    const user = await personWith(tx, email);
    if (action === 'link') return link(runtime, tx, user, values);
    if (action === 'prefer') return prefer(tx, user, values);
    return action === 'invite' ? invite(runtime, tx, user) : revoke(tx, user);
  });
}

async function add(runtime: UserRuntime, tx: Tx, email: string, values: Values): Promise<Lines> {
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) throw new UsageError(`"${email}" is not an e-mail address`);
  const role = ROLES.find((one) => one === values.role);
  if (!role) throw new UsageError(`--role is one of ${ROLES.join(', ')}`);
  if (typeof values.name !== 'string' || values.name.trim() === '') throw new UsageError('--name is missing');
  const user = await createUser(tx, {
    email,
    name: values.name.trim(),
    role,
    governorates: governoratesOf(runtime, values),
    locale: localeOf(runtime, values),
  });
  const linked = await linkAddresses(runtime, tx, user, values);
  return [`${user.email} is ${user.role}`, ...linked, `next: npm run user -- invite ${user.email}`];
}

function governoratesOf({ knowledge }: UserRuntime, { governorates }: Values): string[] | null {
  if (typeof governorates !== 'string') return null;
  const ids = governorates.split(',');
  const all = knowledge.gazetteer.governorates.map((g) => g.id);
  const unknown = ids.find((id) => !all.includes(id));
  if (unknown !== undefined) {
    throw new UsageError(`there is no governorate "${unknown}": ${all.join(', ')}`);
  }
  return ids;
}

function localeOf({ knowledge }: UserRuntime, { lang }: Values): string | null {
  if (typeof lang !== 'string') return null;
  const { locales } = knowledge.translator;
  if (!locales.includes(lang)) throw new UsageError(`--lang is one of ${locales.join(', ')}`);
  return lang;
}

async function link(runtime: UserRuntime, tx: Tx, user: User, values: Values): Promise<Lines> {
  const linked = await linkAddresses(runtime, tx, user, values);
  if (linked.length === 0) throw new UsageError('say --phone or --slack');
  return linked;
}

async function linkAddresses(runtime: UserRuntime, tx: Tx, user: User, values: Values): Promise<Lines> {
  const addresses = addressesOf(values);
  for (const address of addresses) {
    await linkAddress(tx, { userId: user.id, address, verifiedAt: runtime.clock.now() });
  }
  return addresses.map((address) => `${user.email} is reached by ${address.channel}`);
}

/** Eight digits are a number of Kuwait, in whichever digits and however grouped. @throws UsageError */
function phoneOf(written: string): string {
  const bare = latinDigits(written).replace(/[\s-]/g, '');
  const phone = /^\d{8}$/.test(bare) ? `+965${bare}` : bare.replace(/^00/, '+');
  if (!/^\+[1-9]\d{6,14}$/.test(phone)) {
    throw new UsageError('--phone is a number such as +96550000001, or the eight digits of one in Kuwait');
  }
  return phone;
}

function addressesOf({ phone: written, slack }: Values): Address[] {
  const phone = typeof written === 'string' ? phoneOf(written) : null;
  if (typeof slack === 'string' && !/^[UW][A-Z0-9]+$/.test(slack)) {
    throw new UsageError('--slack is a user id such as U00DEMO01');
  }
  const phones: Address[] =
    phone !== null
      ? [
          { channel: 'whatsapp', value: phone },
          { channel: 'sms', value: phone },
        ]
      : [];
  return typeof slack === 'string' ? [...phones, { channel: 'slack', value: slack }] : phones;
}

async function prefer(tx: Tx, user: User, { channels }: Values): Promise<Lines> {
  const names = typeof channels === 'string' ? channels.split(',') : [];
  const isChannel = (name: string): name is ChannelName => REACHING_CHANNELS.some((known) => known === name);
  const unknown = names.find((name) => !isChannel(name));
  if (names.length === 0 || unknown !== undefined) {
    throw new UsageError(
      `--channels is such as whatsapp,sms,email${unknown === undefined ? '' : `, not "${unknown}"`}`,
    );
  }
  const order = [...new Set(names.filter(isChannel))];
  await preferChannels(tx, user.id, order);
  return [`${user.email} is tried by ${order.join(', then ')}; any other channel comes after`];
}

const INVITATION_SECONDS = 86_400;

async function invite({ ids, config }: UserRuntime, tx: Tx, user: User): Promise<Lines> {
  if (!user.active) throw new AppError('conflict', `${user.email} is revoked: there is nobody to invite`);
  const token = ids.token();
  await createLink(tx, token, { kind: INVITATION, userId: user.id, payload: {} }, INVITATION_SECONDS);
  return [
    `${config.http.publicUrl}/invite/${token}`,
    `for ${user.email} alone, once, within a day: hand it over on a way that you trust`,
  ];
}

async function revoke(tx: Tx, user: User): Promise<Lines> {
  await deactivateUser(tx, user.id);
  return [`${user.email} has no access any more`];
}

async function list({ db }: UserRuntime, json: boolean): Promise<Lines> {
  const channels = await verifiedChannels(db);
  const users = (await listUsers(db)).map((user) => ({ ...user, channels: channels.get(user.id) ?? [] }));
  if (json) return [JSON.stringify(users)];
  return users.map(({ id, name, email, role, governorates, active, demo, channels }) =>
    [
      String(id).padStart(4),
      name.padEnd(24),
      email.padEnd(32),
      role.padEnd(10),
      (governorates?.join(',') ?? 'whole country').padEnd(14),
      channels.length > 0 ? channels.join(',') : 'no verified channel',
      active ? '' : '(revoked)',
      demo ? '(demo)' : '',
    ]
      .join('  ')
      .trimEnd(),
  );
}

async function personWith(tx: Tx, email: string): Promise<User> {
  const user = await userByEmail(tx, email);
  if (!user) throw new AppError('not_found', `there is no user ${email}: see npm run user -- list`);
  return user;
}
