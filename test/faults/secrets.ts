import { shoot } from '../../scripts/bench/load.js';
import { rowsOf } from '../../src/store/database.js';
import { twilioError } from '../support/twilio-server.js';
import { until } from './checker.js';
import { phone, phones, populate } from './crowd.js';
import type { FaultTest } from './fault-test.js';
import { countOf } from './inbound.js';
import { ACCOUNT, SLACK } from './kit.js';
import { slackMessageShot, whatsappShot } from './webhooks.js';

/** What must be found nowhere but in the tables that are for it. */
const SEEDED = {
  number: phone(3).value.slice(1),
  words: 'zanzibar informant Qx7',
  arabicWords: 'مخبر زنجبار',
  name: 'Crowd +96560000003',
  position: '29.337711',
  authToken: ACCOUNT.authToken,
  signingSecret: SLACK.signingSecret,
  botToken: SLACK.botToken,
  password: 'zanzibar password 99',
};

/** Everything that is written for operators, searched for what people said, where they are and who they are. */
export const secrets: FaultTest = {
  name: 'A17',
  title: 'logs, metrics and stored errors searched for numbers, names, positions, words and secrets',
  bar: '0 found',
  needs: 'server',
  n: { short: 1, full: 20 },
  pace: 'waits',
  async run(kit, rounds) {
    const database = await kit.database();
    const [twilio, slack] = [await kit.twilio(), await kit.slack()];
    const settings = { ...kit.settings(database, { twilio, slack }), LOG_LEVEL: 'trace' };
    await populate(database.db, phones(10));
    const web = await kit.program('web', settings);
    const worker = await kit.program('worker', settings);
    let call = 0;
    twilio.temper.fault = ({ method }) =>
      method === 'POST' && call++ % 3 === 0 ? twilioError(500, 20500) : null;
    const from = phone(3).value;
    for (let round = 0; round < rounds; round++) {
      const said = [
        whatsappShot(round * 10, from, { Body: SEEDED.words, ProfileName: SEEDED.name }),
        whatsappShot(round * 10 + 1, from, { Body: SEEDED.arabicWords }),
        whatsappShot(round * 10 + 2, from, {
          Body: '',
          Latitude: SEEDED.position,
          Longitude: '48.01',
          Label: SEEDED.words,
        }),
        whatsappShot(round * 10 + 3, from, { Body: SEEDED.words, NumMedia: 'many' }),
        slackMessageShot(`Ev${round}`, 'U0STRANGER', SEEDED.words),
        {
          path: '/api/v1/login',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ email: 'x@y.kw', password: SEEDED.password }),
        },
        {
          path: '/api/v1/login',
          headers: { 'content-type': 'application/json' },
          body: `{"password":"${SEEDED.password}`,
        },
      ];
      for (const shot of said) await shoot(web.url, shot, kit.agent);
    }
    await until(
      60 + rounds,
      'all is handled',
      async () => (await countOf(database.db, `inbound WHERE state = 'received'`)) === 0,
    );
    const metrics = await (await fetch(`${web.url}/metrics`)).text();
    const errors = await rowsOf<{ text: string }>(
      database.db,
      `SELECT coalesce(last_error, '') || payload::text AS text FROM jobs
       UNION ALL SELECT coalesce(error, '') FROM outbox_attempts UNION ALL SELECT detail::text FROM action_log`,
    );
    const places = {
      'the web log': web.output(),
      'the worker log': worker.output(),
      metrics,
      'stored errors': errors.map(({ text }) => text).join('\n'),
    };
    const found = Object.entries(places).flatMap(([place, text]) =>
      Object.entries(SEEDED).flatMap(([what, seed]) => (text.includes(seed) ? [`${what} in ${place}`] : [])),
    );
    return {
      figure: `${rounds * 7} requests, ${Object.values(places).join('').length} characters searched: ${found.length > 0 ? found.join(', ') : 'nothing found'}`,
      met: found.length === 0,
    };
  },
};
