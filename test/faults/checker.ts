import { type Db, rowOf, rowsOf } from '../../src/store/database.js';
import type { TwilioServer } from '../support/twilio-server.js';
import { numberIn } from './crowd.js';

/** What became of all messages, by the provider's log held against the database. */
export type Verdict = {
  messages: number;
  /** Not at the provider, and not said to be anything but handed over. */
  lost: number;
  /** Messages of the provider's beyond the first of each. */
  doubled: number;
  /** Of those, how many the database does not mark as possibly doubled. */
  unmarked: number;
  /** Pairs of messages to one person that arrived in the wrong order. */
  disordered: number;
  /** Still waiting or under way. */
  open: number;
  /** In the outbox under an id that the provider gave to another message, or to none. */
  mismatched: number;
  states: Record<string, number>;
};

type Row = { id: number; state: string; providerId: string | null; key: string; ambiguous: boolean };

/** Compares everything that was posted (see `crowd`) with everything that the provider took. */
export async function check(db: Db, twilio: TwilioServer): Promise<Verdict> {
  const rows = await rowsOf<Row>(
    db,
    `SELECT id, state, provider_id AS "providerId", idempotency_key AS key,
       EXISTS (SELECT 1 FROM outbox_attempts a WHERE a.outbox_id = o.id AND a.outcome IN ('ambiguous', 'reconciled'))
         AS ambiguous
     FROM outbox o WHERE idempotency_key LIKE 'bulletin:%' ORDER BY id`,
  );
  const taken = copiesByNumber(twilio);
  const verdict: Verdict = {
    messages: rows.length,
    lost: 0,
    doubled: 0,
    unmarked: 0,
    disordered: disorderIn(twilio),
    open: 0,
    mismatched: 0,
    states: {},
  };
  for (const row of rows) judge(verdict, row, taken.get(Number(row.key.split(':')[1])) ?? []);
  return verdict;
}

const HANDED_OVER: ReadonlySet<string> = new Set(['accepted', 'sent', 'delivered', 'read']);
const OPEN: ReadonlySet<string> = new Set(['queued', 'sending']);

function judge(verdict: Verdict, row: Row, copies: readonly string[]): void {
  verdict.states[row.state] = (verdict.states[row.state] ?? 0) + 1;
  if (OPEN.has(row.state)) verdict.open += 1;
  else if (copies.length === 0) verdict.lost += 1;
  if (HANDED_OVER.has(row.state) && !copies.includes(row.providerId ?? '')) verdict.mismatched += 1;
  const doubled = Math.max(0, copies.length - 1);
  verdict.doubled += doubled;
  if (!row.ambiguous) verdict.unmarked += doubled;
}

/** The provider's ids of each message's copies. */
function copiesByNumber({ accepted }: TwilioServer): Map<number, string[]> {
  const copies = new Map<number, string[]>();
  for (const { sid, body } of accepted) {
    const number = numberIn(body);
    if (number !== null) copies.set(number, [...(copies.get(number) ?? []), sid]);
  }
  return copies;
}

/** Messages to one person are numbered in the order in which they were posted. Copies do not count. */
function disorderIn({ accepted }: TwilioServer): number {
  const latest = new Map<string, number>();
  const seen = new Set<number>();
  let disordered = 0;
  for (const { to, body } of accepted) {
    const number = numberIn(body);
    if (number === null || seen.has(number)) continue;
    seen.add(number);
    if (number < (latest.get(to) ?? -1)) disordered += 1;
    latest.set(to, Math.max(number, latest.get(to) ?? -1));
  }
  return disordered;
}

/** Waits until nothing waits or is under way. @throws Error when that takes longer. */
export async function drained(db: Db, mostSeconds: number): Promise<void> {
  await until(mostSeconds, 'the outbox is empty', async () => (await openMessages(db)) === 0);
}

/** How many messages wait or are under way. */
export async function openMessages(db: Db): Promise<number> {
  const { n } = await rowOf<{ n: number }>(
    db,
    `SELECT count(*) AS n FROM outbox WHERE state IN ('queued', 'sending')`,
  );
  return n;
}

/** Waits for something to become true, looking every 50 ms. @throws Error saying what did not happen. */
export async function until(
  mostSeconds: number,
  what: string,
  isSo: () => boolean | Promise<boolean>,
): Promise<void> {
  const deadline = performance.now() + mostSeconds * 1000;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`not within ${mostSeconds} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A verdict in a line. */
export function inWords({
  messages,
  lost,
  doubled,
  unmarked,
  disordered,
  open,
  mismatched,
}: Verdict): string {
  return (
    `${messages} messages: ${lost} lost, ${doubled} doubled (${unmarked} unmarked), ` +
    `${disordered} out of order, ${open} open, ${mismatched} with a wrong id`
  );
}
