import jwt from 'jsonwebtoken';
import { quantile } from '../../scripts/bench/load.js';
import { createLoginThrottle } from '../../src/api/throttle.js';
import { inTransaction } from '../../src/store/database.js';
import { hashPassword, matchesPassword } from '../../src/store/passwords.js';
import { createUser, updateUser } from '../../src/store/users.js';
import { JWT_SECRET, startApi } from '../support/api-bench.js';
import type { FaultTest } from './fault-test.js';

const PASSWORD = 'correct horse battery';
type Tokens = { accessToken: string; refreshToken: string };

/** Tokens that are almost right. */
export const tokens: FaultTest = {
  name: 'A11',
  title:
    'tokens: none, other algorithm, key, audience, type, life; a reused refresh token; a role cut mid-session',
  bar: 'all refused, a role cut effective within 1 s, the family revoked on reuse',
  needs: 'database',
  n: { short: 1, full: 100 },
  pace: 'waits',
  async run(kit, rounds) {
    const { db } = await kit.database();
    const api = await startApi(db);
    kit.later(() => api.stop());
    const user = await createUser(db, {
      email: 'a@tokens.test',
      name: 'A',
      role: 'analyst',
      password: PASSWORD,
    });
    const me = (token: string) => api.get('/api/v1/me', undefined, { authorization: `Bearer ${token}` });
    const usual: jwt.SignOptions = {
      algorithm: 'HS256',
      header: { alg: 'HS256', typ: 'at+jwt' },
      subject: String(user.id),
      issuer: 'khareetaty',
      audience: 'khareetaty-api',
      expiresIn: 600,
    };
    const forge = (change: jwt.SignOptions = {}, secret = JWT_SECRET, ver = user.tokenVersion) =>
      jwt.sign({ ver }, secret, { ...usual, ...change });
    const { expiresIn: _, ...endless } = usual;
    const forgeries = () => [
      forge({ algorithm: 'none', header: { alg: 'none', typ: 'at+jwt' } }, ''),
      forge({ algorithm: 'HS384', header: { alg: 'HS384', typ: 'at+jwt' } }),
      forge({ header: { alg: 'HS256', typ: 'at+jwt', kid: '../../dev/null' } }, ''.padEnd(32, 'x')),
      forge({ header: { alg: 'HS256', typ: 'at+jwt', kid: `x' UNION SELECT 'k` } }, 'k'.repeat(32)),
      jwt.sign({ ver: user.tokenVersion }, JWT_SECRET, endless),
      forge({ audience: 'other' }),
      forge({ header: { alg: 'HS256', typ: 'JWT' } }),
      forge({ expiresIn: -1 }),
      forge({}, JWT_SECRET, user.tokenVersion + 1),
    ];
    let accepted = 0;
    for (let round = 0; round < rounds; round++) {
      for (const token of forgeries()) if ((await me(token)).status !== 401) accepted += 1;
    }
    const good = (await me(forge())).status === 200;
    const logIn = async () =>
      (await api.send('POST', '/api/v1/login', { email: user.email, password: PASSWORD })).body as Tokens;
    const refresh = (refreshToken: string) => api.send('POST', '/api/v1/refresh', { refreshToken });
    const first = await logIn();
    const second = (await refresh(first.refreshToken)).body as Tokens;
    const reused = (await refresh(first.refreshToken)).status;
    const family = (await refresh(second.refreshToken)).status;
    const third = await logIn();
    await inTransaction(db, (tx) => updateUser(tx, user.id, { role: 'viewer' }));
    const began = performance.now();
    const cut = (await me(third.accessToken)).status;
    const millis = performance.now() - began;
    return {
      figure: `${forgeries().length * rounds} forgeries: ${accepted} accepted; reuse ${reused}, family ${family}; after the cut ${cut} in ${millis.toFixed(0)} ms`,
      met: good && accepted === 0 && reused === 401 && family === 401 && cut === 401 && millis <= 1000,
    };
  },
};

/** Guessing, from one place and from a thousand. */
export const bruteForce: FaultTest = {
  name: 'A12',
  title: 'guessed passwords from 1 and from 1,000 addresses; who exists, by time',
  bar: 'locked, the owner still comes in, times of known and unknown people not significantly different',
  needs: 'database',
  n: { short: 10, full: 2000 },
  fullMinutes: 20,
  async run(kit, n) {
    let now = 0;
    const passed = (addresses: number) => {
      const throttle = createLoginThrottle(() => now);
      throttle.attempt('a@x.kw', '10.9.9.9');
      throttle.succeeded('a@x.kw', '10.9.9.9');
      let through = 0;
      for (let i = 0; i < 10_000; i++) {
        now += 10;
        const ip = `10.${Math.floor((i % addresses) / 250)}.0.${(i % addresses) % 250}`;
        if (throttle.attempt('a@x.kw', ip) === 0) through += 1;
      }
      return { through, owner: throttle.attempt('a@x.kw', '10.9.9.9') === 0 };
    };
    const [one, many] = [passed(1), passed(1000)];
    const { db } = await kit.database();
    const user = await createUser(db, { email: 'known@x.kw', name: 'K', role: 'viewer', password: PASSWORD });
    const api = await startApi(db);
    kit.later(() => api.stop());
    const times: Record<string, number[]> = { known: [], unknown: [] };
    for (let i = 0; i < n; i++) {
      // A quarter of an hour apart, so that it is never the throttle that answers.
      api.clock.at = new Date(api.clock.at.getTime() + 3_700_000);
      for (const [kind, email] of [
        ['known', user.email],
        ['unknown', `nobody${i}@x.kw`],
      ] as const) {
        const began = performance.now();
        await api.send('POST', '/api/v1/login', { email, password: 'a wrong guess' });
        times[kind]?.push(performance.now() - began);
      }
    }
    const t = welch(times.known ?? [], times.unknown ?? []);
    const words = (kind: string) => `${quantile(times[kind] ?? [], 0.5).toFixed(0)} ms`;
    return {
      figure: `10,000 guesses: ${one.through} from one address, ${many.through} from a thousand reached the password, owner ${one.owner && many.owner ? 'came in' : 'LOCKED OUT'}; known ${words('known')}, unknown ${words('unknown')}, |t| ${t.toFixed(1)} (n = ${n})`,
      met: one.through <= 20 && many.through <= 120 && one.owner && many.owner && t < 3.3,
    };
  },
};

/** Welch's t of two samples: beyond 3.3 their means differ with p < 0.001. */
function welch(a: readonly number[], b: readonly number[]): number {
  const mean = (x: readonly number[]) => x.reduce((sum, v) => sum + v, 0) / x.length;
  const variance = (x: readonly number[]) =>
    x.reduce((sum, v) => sum + (v - mean(x)) ** 2, 0) / (x.length - 1);
  return Math.abs(mean(a) - mean(b)) / Math.sqrt(variance(a) / a.length + variance(b) / b.length);
}

/** bcrypt reads 72 bytes: what lies behind must not be forgotten silently. */
export const longPasswords: FaultTest = {
  name: 'A13',
  title: 'passwords of 60-80 bytes, Arabic, with NUL, composed and decomposed',
  bar: 'no two different ones equal',
  needs: 'nothing',
  n: { short: 20, full: 400 },
  pace: 'waits',
  async run(_, n) {
    let equal = 0;
    let refused = 0;
    for (let i = 0; i < n; i++) {
      const start = i % 2 === 0 ? 'ك'.repeat(30 + (i % 11)) : 'k'.repeat(60 + (i % 21));
      const [one, other] = i % 5 === 0 ? [`${start}\0a`, `${start}\0b`] : [`${start}a`, `${start}b`];
      const hash = await hashPassword(one, 4).catch(() => null);
      if (hash === null) refused += 1;
      else if (await matchesPassword(other, hash)) equal += 1;
    }
    const composed = await hashPassword('caf\u00e9 caf\u00e9 caf\u00e9', 4);
    const same = await matchesPassword('cafe\u0301 cafe\u0301 cafe\u0301', composed);
    return {
      figure: `${n} pairs: ${equal} taken for equal, ${refused} refused as too long; é = e + ´: ${same}`,
      met: equal === 0 && same,
    };
  },
};
