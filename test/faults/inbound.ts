import { type Shot, shoot } from '../../scripts/bench/load.js';
import { type Db, rowOf, rowsOf } from '../../src/store/database.js';
import { until } from './checker.js';
import { phone, phones, populate } from './crowd.js';
import type { FaultTest } from './fault-test.js';
import type { Kit } from './kit.js';
import { shuffled, slackMessageShot, slackPressShot, whatsappShot } from './webhooks.js';

/** Nobody writes more than this: a person may only ask so often in a minute, whatever comes twice. */
const MESSAGES_A_PERSON = 10;

/** Twilio delivers at least once and in no order; two web processes take what comes. */
export const repeated: FaultTest = {
  name: 'I1',
  title: 'messages delivered 1-5 times, shuffled, to two instances at once',
  bar: 'each acted on exactly once, repeats answered alike',
  needs: 'server',
  n: { short: 150, full: 10_000 },
  fullMinutes: 8,
  pace: 'waits',
  async run(kit, n) {
    const database = await kit.database();
    const twilio = await kit.twilio();
    const settings = { ...kit.settings(database, { twilio }), TWILIO_WHATSAPP_MPS: '1000' };
    const people = Math.ceil(n / MESSAGES_A_PERSON);
    await populate(database.db, phones(people));
    const instances = await Promise.all([kit.program('web', settings), kit.program('web', settings)]);
    await kit.program('worker', settings);
    const once = Array.from({ length: n }, (_, i) =>
      whatsappShot(i, phone(i % people).value, { Body: 'who am i' }),
    );
    const deliveries = shuffled(
      once.flatMap((shot) => Array<Shot>(1 + Math.floor(Math.random() * 5)).fill(shot)),
    );
    const answers = await inLanes(64, deliveries, (shot, i) => {
      kit.progress(`${i} of ${deliveries.length} deliveries`);
      return shoot(instances[i % 2]?.url ?? '', shot, kit.agent);
    });
    const kinds = new Set(answers.map(({ status, body }) => `${status} ${body}`));
    await until(30 + n / 5, 'every message is answered', () => {
      kit.progress(
        `${deliveries.length} deliveries acknowledged, ${twilio.accepted.length} of ${n} answered`,
      );
      return twilio.accepted.length >= n;
    });
    const acted = await countOf(database.db, `outbox WHERE cause LIKE 'inbound:%'`);
    const handled = await countOf(database.db, `inbound WHERE state = 'handled'`);
    const sent = twilio.accepted.length;
    return {
      figure: `${deliveries.length} deliveries of ${n}: ${handled} handled, ${acted} answers, ${sent} sent, ${kinds.size} kind of answer to Twilio`,
      met: handled === n && acted === n && sent === n && kinds.size === 1,
    };
  },
};

/** Slack tries again when it hears nothing, elsewhere; and people press twenty times. */
export const slackRepeats: FaultTest = {
  name: 'I7',
  title: 'Slack tries again while the first runs and elsewhere; a button pressed 20 times',
  bar: 'one effect',
  needs: 'server',
  n: { short: 5, full: 100 },
  pace: 'waits',
  async run(kit, n) {
    const { db, instances, slack, officers } = await slackSide(kit, n);
    for (const [i, officer] of officers.entries()) {
      const told = slackMessageShot(`Ev${i}`, officer.slackId, 'who am i');
      const task = await createTaskFor(db, officer.id);
      const presses = Array.from({ length: 20 }, (_, k) =>
        slackPressShot(
          officer.slackId,
          `accept:${task}`,
          `${1_700_000_000 + i}.${String(k < 10 ? 0 : k).padStart(6, '0')}`,
        ),
      );
      const statuses = await Promise.all(
        [told, told, told, ...presses].map((shot, k) => shoot(instances[k % 2]?.url ?? '', shot, kit.agent)),
      );
      const refused = statuses.find(({ status }) => status !== 200);
      if (refused) return { figure: `Slack was answered ${refused.status}`, met: false };
    }
    await until(
      60 + n,
      'all is handled',
      async () => (await countOf(db, `inbound WHERE state = 'received'`)) === 0,
    );
    const accepted = await countOf(db, `task_history WHERE to_state = 'accepted'`);
    const answers = await countOf(
      db,
      `outbox o JOIN inbound i ON o.cause = 'inbound:' || i.id
       WHERE i.provider_id LIKE 'Ev%'`,
    );
    return {
      figure: `${n} events sent 3 times: ${answers} answers; ${n} buttons pressed 20 times: ${accepted} acceptances; ${slack.posted.length} posts`,
      met: answers === n && accepted === n,
    };
  },
};

/** A message may come days late; what it asks for may have become wrong meanwhile. */
export const late: FaultTest = {
  name: 'I4',
  title: 'a command that changes something, 1 h to 7 d late',
  bar: 'refused with an explanation, nothing changed',
  needs: 'server',
  n: { short: 4, full: 100 },
  pace: 'waits',
  async run(kit, n) {
    const { db, instances, officers } = await slackSide(kit, n);
    const hours = [1.1, 6, 24, 24 * 7];
    const tasks: number[] = [];
    for (const [i, officer] of officers.entries()) {
      const task = await createTaskFor(db, officer.id);
      tasks.push(task);
      const saidAt = new Date(Date.now() - (hours[i % hours.length] ?? 1) * 3_600_000);
      await shoot(
        instances[0]?.url ?? '',
        slackMessageShot(`Ev${i}`, officer.slackId, `accept ${task}`, saidAt),
        kit.agent,
      );
    }
    await until(
      60 + n,
      'all is handled',
      async () => (await countOf(db, `inbound WHERE state = 'received'`)) === 0,
    );
    const changed = await countOf(
      db,
      `assigned_tasks WHERE id = ANY('{${tasks.join(',')}}') AND state <> 'assigned'`,
    );
    const answers = await countOf(db, `outbox WHERE cause LIKE 'inbound:%'`);
    return {
      figure: `${n} late commands: ${changed} acted on, ${answers} answered`,
      met: changed === 0 && answers === n,
    };
  },
};

/** Officers in Slack, one an event: nobody presses so often that they are taken for a machine. */
async function slackSide(kit: Kit, people: number) {
  const database = await kit.database();
  const slack = await kit.slack();
  const settings = kit.settings(database, { slack });
  const slackIds = Array.from({ length: people }, (_, i) => `U0OFFICER${i}`);
  await populate(
    database.db,
    slackIds.map((value) => ({ channel: 'slack', value })),
  );
  const instances = await Promise.all([kit.program('web', settings), kit.program('web', settings)]);
  await kit.program('worker', settings);
  const officers = await rowsOf<{ id: number; slackId: string }>(
    database.db,
    `SELECT user_id AS id, address AS "slackId" FROM identities WHERE channel = 'slack' AND address LIKE 'U0OFFICER%'`,
  );
  return { db: database.db, instances, slack, officers };
}

/** A new task of an officer's. */
async function createTaskFor(db: Db, officer: number): Promise<number> {
  const { id } = await rowOf<{ id: number }>(
    db,
    `INSERT INTO assigned_tasks (instruction, assigned_to, assigned_by, state, created_at, updated_at)
     VALUES ('patrol', ?, ?, 'assigned', now(), now()) RETURNING id`,
    [officer, officer],
  );
  return id;
}

/** Works through a list, so many at a time, in order. */
export async function inLanes<T, R>(
  lanes: number,
  items: readonly T[],
  work: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const lane = async () => {
    for (let index = next++; index < items.length; index = next++) {
      results[index] = await work(items[index] as T, index);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return results;
}

/** How many rows `FROM <what>` has. */
export async function countOf(db: Db, what: string): Promise<number> {
  const [row] = await rowsOf<{ n: number }>(db, `SELECT count(*) AS n FROM ${what}`);
  return row?.n ?? 0;
}
