import { beforeAll, describe, expect, it } from 'vitest';
import type { User } from '../../src/domain/user.js';
import { inTransaction } from '../../src/store/database.js';
import {
  createRefreshToken,
  endSession,
  redeemRefreshToken,
  type Session,
} from '../../src/store/refresh-tokens.js';
import { useDatabase } from '../support/database.js';
import { aPerson } from '../support/people.js';

const database = useDatabase();
let user: User;
let made = 0;
beforeAll(async () => {
  user = await aPerson(database.db, 'analyst');
});

async function aToken(session: Session, lifetimeSeconds = 60) {
  const token = `refresh-${++made}`;
  await createRefreshToken(database.db, token, session, lifetimeSeconds);
  return token;
}
const aSession = (): Session => ({
  family: `00000000-0000-4000-8000-${String(++made).padStart(12, '0')}`,
  userId: user.id,
  tokenVersion: 1,
});
const redeem = (token: string) => inTransaction(database.db, (tx) => redeemRefreshToken(tx, token));

describe('a refresh token', () => {
  it('works once, and its second use ends every token of its family', async () => {
    const session = aSession();
    const first = await aToken(session);
    expect(await redeem(first)).toEqual({ outcome: 'valid', session });
    const second = await aToken(session);
    const other = await aToken(aSession());
    expect(await redeem(first)).toEqual({ outcome: 'reused' });
    expect(await redeem(second)).toEqual({ outcome: 'refused' });
    expect(await redeem(other)).toMatchObject({ outcome: 'valid' });
  });

  it('gives the session to one of many at once', async () => {
    const token = await aToken(aSession());
    const outcomes = await Promise.all([redeem(token), redeem(token), redeem(token)]);
    expect(outcomes.filter((o) => o.outcome === 'valid')).toHaveLength(1);
  });

  it('does not work after its time, after its session was ended, or when never given out', async () => {
    expect(await redeem(await aToken(aSession(), -1))).toEqual({ outcome: 'refused' });
    const ended = await aToken(aSession());
    await endSession(database.db, ended);
    expect(await redeem(ended)).toEqual({ outcome: 'refused' });
    expect(await redeem('never given out')).toEqual({ outcome: 'refused' });
  });
});
