import twilio from 'twilio';
import type { Shot } from '../../scripts/bench/load.js';
import { inboundFields } from '../support/twilio-server.js';
import { phone } from './crowd.js';
import { ACCOUNT, PUBLIC_URL } from './kit.js';
import { MESSAGES, sidOf } from './webhooks.js';

const URL_OF_MESSAGES = `${PUBLIC_URL}${MESSAGES}`;
const TEXTS = ['hello', 'accept 12', 'كم سرقة', 'a=b&c=d', 'From whatsapp:+96599999999 To'];

/** A request that was cut anew, and what the genuine message said. */
export type Recutting = Shot & { sid: string; text: string };

/**
 * Requests that are none of Twilio's, each under the signature of a genuine message: its fields are run together and cut
 * anew at places drawn by chance, doubled, nested, or folded into the path.
 */
export function recuts(count: number): Recutting[] {
  const shots: Recutting[] = [];
  for (let i = 0; shots.length < count; i++) {
    const genuine = inboundFields(ACCOUNT, {
      MessageSid: sidOf(i),
      From: `whatsapp:${phone(0).value}`,
      Body: TEXTS[i % TEXTS.length] ?? '',
    });
    const signature = twilio.getExpectedTwilioSignature(ACCOUNT.authToken, URL_OF_MESSAGES, genuine);
    const kind = KINDS[i % KINDS.length];
    const { path = MESSAGES, fields } = kind ? kind(genuine) : { fields: [] };
    const body = new URLSearchParams(
      fields.map(([name, value]): [string, string] => [name, value]),
    ).toString();
    const unchanged = path === MESSAGES && body === new URLSearchParams(genuine).toString();
    if (fields.length === 0 || unchanged) continue;
    shots.push({
      sid: genuine.MessageSid,
      text: genuine.Body,
      path,
      body,
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature },
    });
  }
  return shots;
}

type Pair = readonly [string, string];
type Recut = { path?: string; fields: readonly Pair[] };
const sorted = (fields: Record<string, string>) =>
  Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));

const KINDS: readonly ((genuine: Record<string, string>) => Recut)[] = [
  (genuine) => ({ fields: cutByChance(genuine) }),
  (genuine) => ({ fields: cutByChance(genuine) }),
  (genuine) => ({ fields: oneBorderMoved(genuine) }),
  (genuine) => ({ fields: oneBorderMoved(genuine) }),
  // The SDK signs doubled values once.
  (genuine) => ({ fields: [...sorted(genuine), ['Body', genuine.Body ?? '']] }),
  (genuine) => ({
    fields: [...sorted(genuine).filter(([name]) => name !== 'Body'), ['Body[a]', genuine.Body ?? '']],
  }),
  (genuine) => ({ fields: [...sorted(genuine), ['__proto__', 'x'], ['constructor[prototype][x]', 'y']] }),
  (genuine) => ({
    path: `${MESSAGES}${encodeURI(sorted(genuine).flat().join(''))}`,
    fields: [['x', 'y']],
  }),
];

/** All fields run together, then cut into names and values anywhere; only cuts whose names stay sorted keep the signature. */
function cutByChance(genuine: Record<string, string>): Pair[] {
  const run = sorted(genuine).flat().join('');
  const cuts = Array.from(
    { length: 2 + 2 * Math.floor(Math.random() * 4) },
    () => 1 + Math.floor(Math.random() * (run.length - 1)),
  );
  const places = [0, ...new Set(cuts.sort((a, b) => a - b)), run.length];
  const pieces = places.slice(1).map((end, i) => run.slice(places[i], end));
  const pairs: Pair[] = [];
  for (let i = 0; i < pieces.length; i += 2) pairs.push([pieces[i] ?? '', pieces[i + 1] ?? '']);
  return keepsSignature(genuine, pairs) ? pairs : oneBorderMoved(genuine);
}

/** One border between a name and its value, or between two fields, a few characters further on. */
function oneBorderMoved(genuine: Record<string, string>): Pair[] {
  const fields = sorted(genuine);
  const at = Math.floor(Math.random() * (fields.length - 1));
  const [name, value] = fields[at] ?? ['', ''];
  const [nextName, nextValue] = fields[at + 1] ?? ['', ''];
  const by = 1 + Math.floor(Math.random() * Math.max(1, value.length));
  const moved: Pair[][] = [
    [
      [`${name}${value.slice(0, by)}`, value.slice(by)],
      [nextName, nextValue],
    ],
    [[name, `${value}${nextName}${nextValue}`]],
    [
      [name.slice(0, -1), `${name.slice(-1)}${value}`],
      [nextName, nextValue],
    ],
  ];
  const pair = moved[Math.floor(Math.random() * moved.length)] ?? [];
  const pairs = [...fields.slice(0, at), ...pair, ...fields.slice(at + 2)];
  return keepsSignature(genuine, pairs) ? pairs : [];
}

function keepsSignature(genuine: Record<string, string>, pairs: readonly Pair[]): boolean {
  const names = pairs.map(([name]) => name);
  if (new Set(names).size !== names.length || names.includes('')) return false;
  const joined = [...pairs]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flat()
    .join('');
  return joined === sorted(genuine).flat().join('');
}
