import { z } from 'zod';
import { AppError } from '../../domain/errors.js';
import { CHANNELS, type ChannelName, REACHING_CHANNELS } from '../../domain/message.js';
import type { User } from '../../domain/user.js';
import { audit } from '../../store/audit.js';
import { inTransaction } from '../../store/database.js';
import { addressesOf, preferChannels } from '../../store/identities.js';
import {
  createRefreshToken,
  endSession,
  redeemRefreshToken,
  type Session,
} from '../../store/refresh-tokens.js';
import { setLocale, userByEmail, userById, userByPassword } from '../../store/users.js';
import type { Api } from '../api.js';
import { defineRoute } from '../route.js';
import { ACCESS_SECONDS, REFRESH_SECONDS } from '../tokens.js';
import { userView, viewUser } from '../views.js';

const tokens = z
  .strictObject({
    accessToken: z.string(),
    /** Seconds until the access token ends. */
    expiresIn: z.number().int(),
    /** Works once; its second use ends the whole session. */
    refreshToken: z.string(),
    user: userView,
  })
  .meta({ id: 'Tokens' });

const refreshToken = z.strictObject({ refreshToken: z.string().min(1).max(200) });

const logIn = defineRoute({
  name: 'log_in',
  method: 'post',
  path: '/login',
  tag: 'session',
  action: 'public',
  body: z.strictObject({ email: z.string().min(3).max(254), password: z.string().min(1).max(1000) }),
  response: tokens,
  errors: ['invalid_credentials', 'too_many_requests'],
  async handler(api, { body, ip, requestId }) {
    const account = body.email.trim().toLowerCase();
    const waitSeconds = api.throttle.attempt(account, ip);
    if (waitSeconds > 0) throw tooMany(waitSeconds);
    const user = await userByPassword(api.db, account, body.password);
    const known = await userByEmail(api.db, account);
    // The address typed is kept only where it is somebody's: people do type passwords into this field.
    const detail = { outcome: user ? 'accepted' : 'refused' };
    const line = { at: api.clock.now(), channel: 'api' as const, action: 'login', requestId, detail };
    await audit(api.db, { ...line, userId: known?.id ?? null });
    if (!user) throw new AppError('invalid_credentials', 'the e-mail address or the password is wrong');
    api.throttle.succeeded(account, ip);
    return begin(api, user, api.ids.uuid());
  },
});

const tooMany = (retryAfterSeconds: number) =>
  new AppError('too_many_requests', 'too many failed logins', { params: { retryAfterSeconds } });

async function begin(api: Api, user: User, family: string): Promise<z.input<typeof tokens>> {
  const token = api.ids.token();
  const session: Session = { family, userId: user.id, tokenVersion: user.tokenVersion };
  await createRefreshToken(api.db, token, session, REFRESH_SECONDS);
  return {
    accessToken: api.tokens.issue(user),
    expiresIn: ACCESS_SECONDS,
    refreshToken: token,
    user: viewUser(user),
  };
}

const refresh = defineRoute({
  name: 'refresh_session',
  method: 'post',
  path: '/refresh',
  tag: 'session',
  action: 'public',
  body: refreshToken,
  response: tokens,
  errors: ['unauthenticated'],
  async handler(api, { body }) {
    const redeemed = await inTransaction(api.db, (tx) => redeemRefreshToken(tx, body.refreshToken));
    if (redeemed.outcome === 'reused') {
      api.log.warn('a refresh token was used twice: its session has been ended');
    }
    if (redeemed.outcome !== 'valid') throw new AppError('unauthenticated', 'the refresh token was refused');
    const { userId, tokenVersion, family } = redeemed.session;
    const user = await userById(api.db, userId);
    if (!user?.active || user.tokenVersion !== tokenVersion) {
      throw new AppError('unauthenticated', 'the session is outdated');
    }
    return begin(api, user, family);
  },
});

const logOut = defineRoute({
  name: 'log_out',
  method: 'post',
  path: '/logout',
  tag: 'session',
  action: 'public',
  body: refreshToken,
  response: null,
  async handler(api, { body }) {
    await endSession(api.db, body.refreshToken);
    return undefined;
  },
});

const showMe = defineRoute({
  name: 'show_me',
  method: 'get',
  path: '/me',
  tag: 'session',
  action: 'profile.manage_own',
  response: userView,
  handler: async (_api, { user }) => viewUser(user),
});

const changeMe = defineRoute({
  name: 'change_me',
  method: 'patch',
  path: '/me',
  tag: 'session',
  action: 'profile.manage_own',
  body: z.strictObject({ locale: z.string().max(35).nullable() }),
  response: userView,
  async handler(api, { user, body: { locale } }) {
    if (locale !== null && !api.knowledge.translator.locales.includes(locale)) {
      throw new AppError('bad_request', `there is no language ${locale}`, { params: { field: 'locale' } });
    }
    await setLocale(api.db, user.id, locale);
    return viewUser({ ...user, locale });
  },
});

const myChannels = z.strictObject({
  /** Where the person is written to, in the order in which the ways are tried. */
  channels: z.array(z.enum(CHANNELS)),
});

const showMyChannels = defineRoute({
  name: 'show_my_channels',
  method: 'get',
  path: '/me/channels',
  tag: 'session',
  action: 'profile.manage_own',
  response: myChannels,
  handler: async ({ db }, { user }) => ({ channels: await channelsOf(db, user.id) }),
});

const orderMyChannels = defineRoute({
  name: 'order_my_channels',
  method: 'put',
  path: '/me/channels',
  tag: 'session',
  action: 'profile.manage_own',
  body: z.strictObject({
    /** First choice first; channels that are not named come after, in the usual order. None: the usual order. */
    channels: z
      .array(z.enum(REACHING_CHANNELS))
      .max(REACHING_CHANNELS.length)
      .refine((names) => new Set(names).size === names.length, 'names a channel twice'),
  }),
  response: myChannels,
  async handler({ db }, { user, body: { channels } }) {
    await preferChannels(db, user.id, channels);
    return { channels: await channelsOf(db, user.id) };
  },
});

async function channelsOf(db: Api['db'], userId: number): Promise<ChannelName[]> {
  return [...new Set((await addressesOf(db, userId)).map(({ channel }) => channel))];
}

/** The endpoints of signing in and out, and of one's own data. */
export const sessionRoutes = [
  ...[logIn, refresh, logOut, showMe, changeMe],
  ...[showMyChannels, orderMyChannels],
];
