import { type Queryable, rowsOf } from './database.js';

/** What can be subscribed to. */
export const TOPICS = ['briefing', 'alerts', 'hotspots'] as const;
export type Topic = (typeof TOPICS)[number];
/** How often it comes. */
export type Frequency = 'daily' | 'weekly' | 'immediate';

/** What a person asked to be sent. Empty place lists mean everything they may see. */
export type Subscription = {
  userId: number;
  topic: Topic;
  frequency: Frequency;
  /** Minute of the local day (0-1439); null = the usual time. */
  atMinute: number | null;
  areaIds: readonly string[];
  governorateIds: readonly string[];
};

const COLUMNS = `user_id AS "userId", topic, frequency, at_minute AS "atMinute", area_ids AS "areaIds",
  governorate_ids AS "governorateIds"`;

/** Sets what a person is sent about a topic, replacing what they had asked before. Who names other times is due from then on. */
export async function subscribe(on: Queryable, subscription: Subscription): Promise<void> {
  const { userId, topic, frequency, atMinute, areaIds, governorateIds } = subscription;
  await rowsOf(
    on,
    `INSERT INTO subscriptions (user_id, topic, frequency, at_minute, area_ids, governorate_ids)
     VALUES (?, ?, ?, ?, ?::text[], ?::text[])
     ON CONFLICT (user_id, topic) DO UPDATE SET frequency = excluded.frequency, at_minute = excluded.at_minute,
       area_ids = excluded.area_ids, governorate_ids = excluded.governorate_ids,
       created_at = CASE WHEN (subscriptions.frequency, subscriptions.at_minute)
           IS DISTINCT FROM (excluded.frequency, excluded.at_minute)
         THEN excluded.created_at ELSE subscriptions.created_at END`,
    [userId, topic, frequency, atMinute, [...areaIds], [...governorateIds]],
  );
}

/** Ends a person's subscription to the given topics. Returns those that there were. */
export async function unsubscribe(on: Queryable, userId: number, topics: readonly Topic[]): Promise<Topic[]> {
  const rows = await rowsOf<{ topic: Topic }>(
    on,
    'DELETE FROM subscriptions WHERE user_id = ? AND topic = ANY(?::text[]) RETURNING topic',
    [userId, [...topics]],
  );
  return rows.map((row) => row.topic);
}

/** A person's subscriptions, by topic. */
export function subscriptionsOf(on: Queryable, userId: number): Promise<Subscription[]> {
  return rowsOf<Subscription>(on, `SELECT ${COLUMNS} FROM subscriptions WHERE user_id = ? ORDER BY topic`, [
    userId,
  ]);
}

const SUNDAY = 0;

/** True when a subscription is served on a weekday (0 = Sunday): weekly ones are when the week begins. */
export const isServedOn = ({ frequency }: Pick<Subscription, 'frequency'>, weekday: number): boolean =>
  frequency !== 'weekly' || weekday === SUNDAY;

/** A subscription, and since when it asks for these times. */
export type Subscriber = Subscription & { createdAt: Date };

/** Everybody active who is subscribed to a topic, by user; only those who were by a moment when one is given. */
export function subscribersTo(on: Queryable, topic: Topic, by: Date | null = null): Promise<Subscriber[]> {
  return rowsOf<Subscriber>(
    on,
    `SELECT ${COLUMNS}, subscriptions.created_at AS "createdAt" FROM subscriptions JOIN system_users ON system_users.id = user_id
     WHERE topic = ? AND active AND subscriptions.created_at <= coalesce(?::timestamptz, 'infinity')
     ORDER BY user_id`,
    [topic, by],
  );
}
