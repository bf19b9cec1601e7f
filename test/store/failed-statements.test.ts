import { describe, expect, it } from 'vitest';
import { inTransaction, rowOf, rowsOf } from '../../src/store/database.js';
import { useDatabase } from '../support/database.js';

describe('after a statement that fails', () => {
  const database = useDatabase();

  it.each([10, 200_000])(
    'every later statement gets its own answer (%i bytes of parameters)',
    async (size) => {
      const { db } = database;
      const work = (who: string) =>
        inTransaction(db, async (tx) => {
          await rowsOf(tx, 'CREATE TABLE IF NOT EXISTS failed_statements (a integer UNIQUE, who text)');
          await rowsOf(tx, 'INSERT INTO failed_statements SELECT 1, ?', [who.repeat(size)]);
          await rowsOf(tx, 'INSERT INTO failed_statements SELECT g, ? FROM generate_series(2, 5) g', [who]);
          const own = await rowOf<{ who: string }>(tx, 'SELECT ? AS who', [who]);
          return own.who;
        });
      try {
        const results = await Promise.allSettled(['a', 'b', 'c', 'd'].map(work));
        const won = results.flatMap((r) => (r.status === 'fulfilled' ? [r.value] : []));
        const lost = results.flatMap((r) => (r.status === 'rejected' ? [String(r.reason)] : []));
        expect(won).toHaveLength(1);
        for (const reason of lost) expect(reason).toMatch(/duplicate key/);
        expect(await rowsOf(db, 'SELECT a, left(who, 1) AS who FROM failed_statements ORDER BY a')).toEqual(
          [1, 2, 3, 4, 5].map((a) => ({ a, who: won[0] })),
        );
      } finally {
        await rowsOf(db, 'DROP TABLE IF EXISTS failed_statements');
      }
    },
  );

  it('a statement that fails after its first rows fails alone', async () => {
    const { db } = database;
    const answers = await Promise.allSettled([
      rowsOf(db, 'SELECT 1 / (? - g) AS n FROM generate_series(1, 5000) g', [4000]),
      rowsOf(db, 'SELECT ?::integer AS n', [7]),
    ]);
    expect(answers.map((a) => (a.status === 'fulfilled' ? a.value : 'failed'))).toEqual([
      'failed',
      [{ n: 7 }],
    ]);
  });

  it('a statement that cannot be parsed fails alone', async () => {
    const { db } = database;
    const answers = await Promise.allSettled([
      rowsOf(db, 'SELECT nonsense FROM nowhere WHERE ? = 1', [1]),
      rowsOf(db, 'SELECT ?::integer AS n', [7]),
      rowsOf(db, 'SELECT ?::integer AS n', ['x']),
      rowsOf(db, 'SELECT ?::integer AS n', [8]),
    ]);
    expect(answers.map((a) => (a.status === 'fulfilled' ? a.value : 'failed'))).toEqual([
      'failed',
      [{ n: 7 }],
      'failed',
      [{ n: 8 }],
    ]);
  });
});
