import net from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { openLoad, quantile, shoot } from '../../scripts/bench/load.js';
import type { RunningProcess } from '../../scripts/bench/processes.js';
import { phone, phones, populate } from './crowd.js';
import type { FaultTest } from './fault-test.js';
import { MESSAGES, SLACK_EVENTS, whatsappShot } from './webhooks.js';

/** Callers who take their time, or bring too much, beside good ones. */
export const slowCallers: FaultTest = {
  name: 'A8',
  title: 'slow headers and bodies on many sockets, huge headers and forms, a gzip bomb',
  bar: 'good p99 < 1 s, slow ones closed within 15 s, bodies capped at 64 KB (Twilio) and 256 KB (Slack)',
  needs: 'server',
  n: { short: 300, full: 2000 },
  async run(kit, n) {
    const database = await kit.database();
    const settings = kit.settings(database, { twilio: await kit.twilio(), slack: await kit.slack() });
    await populate(database.db, phones(100));
    const web = await kit.program('web', settings);
    const sockets = Array.from({ length: n }, (_, i) => slowSocket(web, i % 2 === 0));
    await delay(500);
    const good = Array.from({ length: 300 }, (_, i) => whatsappShot(i, phone(i % 100).value, { Body: 'hi' }));
    const { statuses, millis } = await openLoad(web.url, good, 50);
    const lives = await Promise.all(sockets);
    const form = { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': 'x' };
    const slack = {
      'content-type': 'application/json',
      'x-slack-signature': 'v0=x',
      'x-slack-request-timestamp': String(Math.floor(Date.now() / 1000)),
    };
    const caps = await Promise.all(
      [
        { path: MESSAGES, headers: form, body: 'x'.repeat(64 * 1024 + 1) },
        {
          path: MESSAGES,
          headers: form,
          body: Array.from({ length: 100_000 }, (_, i) => `f${i}=1`).join('&'),
        },
        { path: SLACK_EVENTS, headers: slack, body: 'x'.repeat(256 * 1024 + 1) },
        {
          path: '/api/v1/login',
          headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
          body: gzipSync('x'.repeat(10_000_000)).toString('latin1'),
        },
        { path: MESSAGES, headers: { ...form, 'x-huge': 'x'.repeat(20_000) }, body: 'a=b' },
      ].map((shot) =>
        shoot(web.url, shot, kit.agent).then(
          ({ status }) => status,
          () => 0,
        ),
      ),
    );
    const refused = caps.every((status) => status === 0 || (status >= 400 && status < 500));
    const p99 = quantile(millis, 0.99);
    const longest = Math.max(...lives);
    return {
      figure: `${n} slow sockets: good ones p99 ${p99.toFixed(0)} ms (${statuses.get(200) ?? 0} of 300), the last slow one closed after ${longest.toFixed(1)} s; too much answered ${caps.join(', ')}`,
      met: statuses.get(200) === 300 && refused && web.runs(),
      inTime: p99 < 1000 && longest <= 15,
    };
  },
};

/** Sends a byte a second of the headers, or of the body. Resolves to the seconds until it was closed; at most 40. */
function slowSocket({ url }: RunningProcess, inHeaders: boolean): Promise<number> {
  const { hostname, port } = new URL(url);
  const began = performance.now();
  const socket = net.connect(Number(port), hostname);
  const head = `POST ${MESSAGES} HTTP/1.1\r\nHost: x\r\nX-Twilio-Signature: x\r\nContent-Type: application/x-www-form-urlencoded\r\n`;
  socket.write(inHeaders ? head : `${head}Content-Length: 1000\r\n\r\n`);
  const drip = setInterval(() => socket.write('a'), 1000);
  const giveUp = setTimeout(() => socket.destroy(), 40_000);
  socket.on('error', () => undefined);
  socket.resume();
  return new Promise((resolve) => {
    socket.on('close', () => {
      clearInterval(drip);
      clearTimeout(giveUp);
      resolve((performance.now() - began) / 1000);
    });
  });
}
