import { actionsOf } from '../../src/api/mount.js';
import { routes } from '../../src/api/routes/index.js';
import { commandFor } from '../../src/commands/index.js';
import { ACTIONS, type Action, can } from '../../src/domain/access.js';
import { ROLES, type Role } from '../../src/domain/user.js';
import { INTENTS } from '../../src/nlu/frame.js';
import { rowOf, rowsOf } from '../../src/store/database.js';
import { createUser, userById } from '../../src/store/users.js';
import { startApi } from '../support/api-bench.js';
import { chatSide } from './chat.js';
import { phone } from './crowd.js';
import type { FaultTest } from './fault-test.js';
import { countOf } from './inbound.js';

/** Who may do what, written out once more beside the code: superadmin, commander, analyst, officer, viewer. */
const MAY: Readonly<Record<string, string>> = {
  'incidents.count': 'SCAOV',
  'incidents.list': 'SCAO',
  'incidents.position': 'SCA',
  'incidents.sensitive': 'SCA',
  'hotspots.read': 'SCAOV',
  'hotspots.evaluate': 'SCA',
  'forecasts.read': 'SCAOV',
  'briefing.read': 'SCAOV',
  'subscriptions.manage_own': 'SCAOV',
  'tasks.assign': 'SC',
  'tasks.work': 'SCO',
  'tasks.read_all': 'SCA',
  'alerts.read': 'SCAOV',
  'alerts.acknowledge': 'SCO',
  'messages.read': 'SC',
  'pipeline.run': 'SA',
  'users.read': 'SC',
  'users.manage': 'S',
  'audit.read': 'S',
  'profile.manage_own': 'SCAOV',
};
const may = (role: Role, action: Action) => (MAY[action] ?? 'S').includes(role[0]?.toUpperCase() ?? '');

/** Every role at every door: routes over HTTP, commands by their action, governorates by the rule. */
export const matrix: FaultTest = {
  name: 'A9',
  title: 'every role x route x command x governorate',
  bar: '100 % as the table says',
  needs: 'database',
  n: { short: 1, full: 1 },
  pace: 'waits',
  async run(kit) {
    const { db } = await kit.database();
    const api = await startApi(db, { checkAnswers: () => undefined });
    kit.later(() => api.stop());
    const wrong: string[] = [];
    let cells = 0;
    for (const role of ROLES) {
      const user = await createUser(db, {
        email: `${role}@matrix.test`,
        name: role,
        role,
        governorates: ['hawalli'],
      });
      for (const route of routes) {
        const actions = actionsOf(route.action);
        if (actions.length === 0) continue;
        cells += 1;
        const path = `/api/v1${route.path.replace(/:\w+/g, '999999')}${OWN_PLACE[route.name] ?? ''}`;
        // Nothing is sent that would be carried out: a door opens before what is carried through is looked at.
        const { status } = await api.send(
          route.method.toUpperCase(),
          path,
          route.method === 'get' ? undefined : { nonsense: 1 },
          user,
        );
        const allowed = actions.some((action) => may(role, action));
        if ((status === 403) === allowed && !(allowed && status === 403 && route.params))
          wrong.push(`${role} ${route.name} ${status}`);
      }
      for (const intent of INTENTS) {
        cells += 1;
        const { action } = commandFor(intent);
        if (can(user, action) !== may(role, action)) wrong.push(`${role} ${intent}`);
      }
      for (const action of ACTIONS) {
        cells += 2;
        if (can(user, action, { governorates: ['hawalli'] }) !== may(role, action))
          wrong.push(`${role} ${action} own`);
        if (can(user, action, { governorates: ['hawalli', 'jahra'] }))
          wrong.push(`${role} ${action} foreign`);
      }
    }
    const refused = await anonymously(api);
    return {
      figure: `${cells} cells: ${wrong.length} otherwise${wrong.length > 0 ? ` (${wrong.slice(0, 5).join('; ')})` : ''}; ${refused.open} of ${refused.asked} routes open to nobody in particular`,
      met: wrong.length === 0 && refused.open === 0,
    };
  },
};

/** Routes that speak of the whole country unless asked otherwise, asked about the place of these people. */
const OWN_PLACE: Readonly<Record<string, string>> = {
  show_forecast: '?scope=governorate&scopeId=hawalli',
};

async function anonymously(api: Awaited<ReturnType<typeof startApi>>) {
  let open = 0;
  const closed = routes.filter(({ action }) => action !== 'public');
  for (const { method, path } of closed) {
    const { status } = await api.send(
      method.toUpperCase(),
      `/api/v1${path.replace(/:\w+/g, '1')}`,
      method === 'get' ? undefined : {},
    );
    if (status !== 401) open += 1;
  }
  return { open, asked: closed.length };
}

/** Ids of things that are somebody else's, beside ids of things that do not exist. */
export const foreignIds: FaultTest = {
  name: 'A10',
  title: 'foreign and invented ids of tasks, alerts, messages and pictures; forged buttons',
  bar: '0 disclosures, absent and forbidden answered alike, nothing changed',
  needs: 'database',
  n: { short: 100, full: 10_000 },
  pace: 'waits',
  async run(kit, n) {
    const side = await chatSide(kit);
    const api = await startApi(side.db);
    kit.later(() => api.stop());
    const owner = await side.person('officer', phone(1).value);
    const thief = await userById(side.db, await side.person('officer', phone(2).value));
    if (!thief) throw new Error('the second person is gone');
    const { id: task } = await rowOf<{ id: number }>(
      side.db,
      `INSERT INTO assigned_tasks (instruction, assigned_to, assigned_by, state, created_at, updated_at)
       VALUES ('meet the informant', ?, ?, 'assigned', now(), now()) RETURNING id`,
      [owner, owner],
    );
    const kinds = new Set<string>();
    let disclosed = 0;
    for (let i = 0; i < n; i++) {
      const id = i % 2 === 0 ? task : 1_000_000 + i;
      const { status, text } = await api.get(`/api/v1/tasks/${id}`, thief);
      kinds.add(`${status} ${wordsOf(text)}`);
      if (text.includes('informant')) disclosed += 1;
      if (i % 10 === 0) {
        const answer = (await side.say(phone(2).value, '', { button: `accept:${id}` })).join();
        kinds.add(`button ${wordsOf(answer)}`);
        if (answer.includes('informant')) disclosed += 1;
        const picture = await api.get(`/media/${Buffer.from(`${i}`.repeat(20)).toString('base64url')}`);
        if (picture.status === 200) disclosed += 1;
      }
      if (i % 10 === 0)
        await rowsOf(side.db, `UPDATE inbound SET received_at = received_at - interval '1 hour'`);
    }
    const changed = await countOf(side.db, `assigned_tasks WHERE state <> 'assigned'`);
    return {
      figure: `${n} ids: ${disclosed} disclosures, ${kinds.size - 2} differences between absent and forbidden, ${changed} changed`,
      met: disclosed === 0 && kinds.size === 2 && changed === 0,
    };
  },
};

/** A text without its numbers, ids and marks. */
const wordsOf = (text: string) =>
  text.replace(/"requestId":"[^"]*"|[0-9a-f]{8}-[0-9a-f-]{27}|[\d\u0660-\u0669]+|[\u2066-\u2069]/gu, '');
