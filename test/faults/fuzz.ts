import net from 'node:net';
import { closedLoad, type Shot } from '../../scripts/bench/load.js';
import type { RunningProcess } from '../../scripts/bench/processes.js';
import { routes } from '../../src/api/routes/index.js';
import { corpus as arabic } from '../../src/nlu/ar/corpus.js';
import { corpus as english } from '../../src/nlu/en/corpus.js';
import { inboundFields } from '../support/twilio-server.js';
import type { FaultTest } from './fault-test.js';
import { inLanes } from './inbound.js';
import { ACCOUNT } from './kit.js';
import { growthOf, residentMegabytes } from './webhook-load.js';
import { MESSAGES, SLACK_EVENTS, STATUS, sidOf, slackShot, twilioShot } from './webhooks.js';

const chance = (most: number) => Math.floor(Math.random() * most);
/** Half a pair cannot be put into an address or a form. */
const whole = (text: string) => Buffer.from(text, 'utf8').toString('utf8');
const oneOf = <T>(items: readonly T[]): T => items[chance(items.length)] as T;

const ODD_VALUES = [
  '',
  '0',
  '-1',
  '1e309',
  'null',
  '\u0000',
  '\ud800',
  '%',
  '%00',
  '../../etc/passwd',
  '__proto__',
  '[]',
  '{}',
  '٣',
  '‮',
  "'",
  'x'.repeat(5000),
  '2026-02-30',
  'true',
  '🏴‍☠️',
];
const PATHS = [
  MESSAGES,
  STATUS,
  SLACK_EVENTS,
  '/',
  '/health',
  '/ready',
  '/docs',
  '/openapi.json',
  '/metrics',
  '/a/x',
  '/media/x',
  '/invite/x',
  ...routes.map(({ path }) => `/api/v1${path}`),
];
const TYPES = [
  'application/json',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=b',
  'text/plain',
  'application/json; charset=utf-16',
  'application/xml',
  '\u00ff',
];

const BATCH = 1000;
/** Looks at the memory, one a batch, below which they say nothing about its growth. */
const LEAST_LOOKS = 40;

/** Whatever may come over the wire, to every address there is. */
export const fuzzed: FaultTest = {
  name: 'A6',
  title: 'fuzzed requests over all routes: forms, JSON, multipart, bad UTF-8, byte by byte, signed nonsense',
  bar: '0 crashes, 0 × 5xx, 0 unhandled, memory steady',
  needs: 'server',
  n: { short: 2000, full: 100_000 },
  fullMinutes: 5,
  pace: 'waits',
  async run(kit, n) {
    const database = await kit.database();
    const settings = kit.settings(database, { twilio: await kit.twilio(), slack: await kit.slack() });
    const web = await kit.program('web', settings);
    const odd: string[] = [];
    const batch = async (count: number) => {
      const shots = Array.from({ length: count }, (_, i) => oddShot(i));
      const { statuses, failures } = await closedLoad(web.url, shots, 16);
      for (const [status, times] of statuses) if (status >= 500) odd.push(`${times} × ${status}`);
      return failures;
    };
    await batch(Math.min(5000, n));
    const megabytes: number[] = [];
    let failures = 0;
    for (let left = n; left > 0; left -= BATCH) {
      failures += await batch(Math.min(BATCH, left));
      megabytes.push(residentMegabytes(web));
      kit.progress(`${n - left} of ${n} requests, memory ${megabytes.at(-1)?.toFixed(0)} MB`);
    }
    const slow = await inLanes(20, Array.from({ length: Math.min(200, n / 50) }), () => byteByByte(web));
    const memory = growthOf(megabytes, LEAST_LOOKS);
    const unhandled = /unhandled|uncaught/i.test(web.output());
    const failed = slow.filter((status) => status >= 500).length;
    return {
      figure: `${n} requests: ${odd.join(', ') || 'none'} of 5xx, ${failed} of ${slow.length} byte by byte, ${failures} cut off, ${web.runs() ? 'alive' : 'DEAD'}${unhandled ? ', UNHANDLED' : ''}, memory ${memory.words}`,
      met: odd.length + failed === 0 && web.runs() && !unhandled && memory.grown < 50,
    };
  },
};

function oddShot(i: number): Shot {
  if (i % 5 === 0) return signedNonsense(i);
  const path = oneOf(PATHS).replace(/:\w+/g, () =>
    encodeURIComponent(whole(oneOf(ODD_VALUES))).slice(0, 300),
  );
  const query =
    chance(3) === 0
      ? `?${oneOf(['limit', 'from', 'a[b]', '__proto__'])}=${oneOf(['%', '%ff', '-1', 'x'])}`
      : '';
  const headers: Record<string, string> = { 'content-type': 'application/json', 'x-request-id': 'fuzz' };
  if (chance(2) === 0) headers['content-type'] = oneOf(TYPES);
  if (chance(3) === 0)
    headers.authorization = oneOf(['Bearer x.y.z', 'Bearer', 'Basic eDp5', `Bearer ${'a'.repeat(3000)}`]);
  if (chance(9) === 0) headers['content-encoding'] = oneOf(['gzip', 'br', 'x']);
  return { path: `${path}${query}`.slice(0, 2000), headers, body: oddBody() };
}

function oddBody(): string {
  const value = () => oneOf(ODD_VALUES);
  return oneOf([
    () => value(),
    () => JSON.stringify({ email: value(), password: value(), [value()]: [value(), { a: chance(1e9) }] }),
    () => `{"a":${'['.repeat(chance(2000))}`,
    () => new URLSearchParams([[value(), value()]]).toString(),
    () => `Body=%E0%80&From=%ff%fe&${'a'.repeat(chance(3000))}=1`,
    () => `--b\r\nContent-Disposition: form-data; name="${value()}"\r\n\r\n${value()}\r\n--b`,
    () => 'x'.repeat(chance(70_000)),
  ])();
}

/** Under a true signature, so that what lies behind it is reached. */
function signedNonsense(i: number): Shot {
  const odd = () => whole(oneOf(ODD_VALUES));
  const fields = {
    ...inboundFields(ACCOUNT, { MessageSid: sidOf(i) }),
    [oneOf(['Body', 'From', 'Latitude', 'NumMedia', 'ButtonPayload', odd()])]: odd(),
  };
  if (i % 10 === 0)
    return slackShot(
      { type: odd(), event: { type: 'message', text: odd(), user: odd() }, actions: [odd()] },
      oneOf(['json', 'form', 'payload']),
    );
  return twilioShot(oneOf([MESSAGES, STATUS]), fields);
}

/** A request whose bytes come one at a time. @returns its status; 0 when it was cut off. */
function byteByByte({ url }: RunningProcess): Promise<number> {
  const { hostname, port } = new URL(url);
  const body = 'Body=hi&From=whatsapp%3A%2B96550000001';
  const text = `POST ${MESSAGES} HTTP/1.1\r\nHost: x\r\nX-Twilio-Signature: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`;
  return new Promise((resolve) => {
    const socket = net.connect(Number(port), hostname);
    let answer = '';
    socket.setNoDelay(true);
    socket.on('data', (chunk) => {
      answer += chunk.toString();
    });
    socket.on('error', () => resolve(0));
    socket.on('close', () => resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0)));
    for (const byte of text) socket.write(byte);
  });
}

const WORDS = [
  'كم',
  'سرقة',
  'في',
  'حولي',
  'last',
  'week',
  'between',
  'and',
  '٣',
  '3',
  '/',
  '-',
  ':',
  'الماضي',
  'ال',
  'assign',
  'Salem',
  'to',
  'patrol',
  '🚓',
  '\u200f',
  '\u0640',
  '(',
  '*',
  '+',
  'aaaaaaaa',
  'ههههههه',
  '12/12/2026',
  'the',
  'من',
  'إلى',
  '\n',
  ' ',
];

/** Strings drawn from words, letters and marks, messages of the corpora with letters changed, and what greedy expressions choke on. */
export const parserFuzz: FaultTest = {
  name: 'A7',
  title: 'the parser of commands, fuzzed',
  bar: '0 throws, each within 5 ms',
  needs: 'nothing',
  n: { short: 3000, full: 1_000_000 },
  fullMinutes: 10,
  async run(kit, n) {
    const { parser } = kit.knowledge;
    const now = new Date('2026-03-18T10:15:00+03:00');
    const millisOf = (text: string) => {
      const began = performance.now();
      parser.parse({ text, now });
      return performance.now() - began;
    };
    const fastest = (text: string, times: number) =>
      Math.min(...Array.from({ length: times }, () => millisOf(text)));
    const fastestLater = async (text: string) => {
      await new Promise(setImmediate);
      return fastest(text, 8);
    };
    for (let i = 0; i < 200; i++) millisOf(oddWords());
    let thrown = 0;
    let slowest = { millis: 0, text: '' };
    let slow = 0;
    for (let i = 0; i < n; i++) {
      if (i % 1000 === 0) {
        kit.progress(`${i} of ${n} strings`);
        // The parser never waits: without a break nobody could be told how far it is.
        await new Promise(setImmediate);
      }
      const text = i % 50 === 0 ? oneOf(WORDS).repeat(1 + chance(300)) : i % 2 === 0 ? mutated() : oddWords();
      try {
        // A collection of garbage, or another process, is not the parser's fault: what seemed slow is read again, and once more
        // a moment later.
        const millis = millisOf(text) <= 5 || fastest(text, 3) <= 5 ? 0 : await fastestLater(text);
        if (millis > 5) slow += 1;
        if (millis > slowest.millis) slowest = { millis, text };
      } catch {
        thrown += 1;
      }
    }
    const worst =
      slow > 0 ? `, slowest ${slowest.millis.toFixed(1)} ms for ${JSON.stringify(slowest.text)}` : '';
    return {
      figure: `${n} strings: ${thrown} thrown, ${slow} over 5 ms${worst}`,
      met: thrown === 0,
      inTime: slow === 0,
    };
  },
};

const MESSAGES_READ = [...arabic.must, ...english.must].map(({ text }) => text);

/** A message of the corpora after some slips: a letter too many, too few or of another script, halves swapped or doubled. */
function mutated(): string {
  let text = oneOf(MESSAGES_READ);
  for (let slips = 1 + chance(4); slips > 0; slips--) {
    const at = chance(text.length + 1);
    const [before, after] = [text.slice(0, at), text.slice(at)];
    text = oneOf([
      `${before}${String.fromCodePoint(32 + chance(0x6ff))}${after}`,
      `${before}${after.slice(1)}`,
      `${before}${oneOf(WORDS)}${after}`,
      `${after} ${before}`,
      `${text} ${before}`,
    ]);
  }
  return text;
}

function oddWords(): string {
  const length = chance(4) === 0 ? chance(120) : chance(14);
  const glue = oneOf([' ', ' ', '', '  ']);
  return Array.from({ length }, () =>
    chance(6) === 0 ? String.fromCodePoint(32 + chance(0x6ff)) : oneOf(WORDS),
  ).join(glue);
}
