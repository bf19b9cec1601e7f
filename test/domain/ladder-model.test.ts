import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { DeliveryState } from '../../src/domain/delivery.js';
import type { ChannelName } from '../../src/domain/message.js';
import {
  nextMove,
  type Rung,
  reportsDelivery,
  type TellingState,
  tellingMayBecome,
} from '../../src/domain/telling.js';

/** A person's addresses in order; each stands for one message. */
type World = { ways: ChannelName[]; rungs: Rung[]; state: TellingState; seconds: number };

const EPOCH = Date.UTC(2026, 2, 18);
const at = (seconds: number) => new Date(EPOCH + seconds * 1000);

/** As `expect`, but quick enough for a hundred thousand times. */
function demand(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise);
}

/** What the program does at a look: the decision, carried out. */
function look(world: World): void {
  if (world.state !== 'open') return;
  const more = world.rungs.length < world.ways.length;
  const move = nextMove(world.rungs, { rank: 0, more, now: at(world.seconds) });
  const way = world.ways[world.rungs.length];
  if (move.kind === 'climb' && way) {
    world.rungs.push({ channel: way, state: 'queued', postedAt: at(world.seconds), acceptedAt: null });
  } else if (move.kind !== 'wait' && move.kind !== 'climb') {
    demand(tellingMayBecome(world.state, move.kind), `${world.state} became ${move.kind}`);
    world.state = move.kind;
  }
}

/** What happens to one of the messages that are under way. */
function happen(world: World, index: number, state: DeliveryState): void {
  const rung = world.rungs[index % Math.max(1, world.rungs.length)];
  if (!rung || ['delivered', 'failed', 'dead'].includes(rung.state)) return;
  if (state === 'delivered' && !reportsDelivery(rung.channel)) return;
  const acceptedAt = state === 'accepted' ? at(world.seconds) : rung.acceptedAt;
  Object.assign(rung, { state, acceptedAt });
  if (state === 'delivered' && tellingMayBecome(world.state, 'reached')) world.state = 'reached';
}

const events = fc.array(
  fc.record({
    index: fc.nat(3),
    state: fc.constantFrom<DeliveryState>(
      'accepted',
      'sent',
      'delivered',
      'failed',
      'dead',
      'held',
      'queued',
    ),
    pause: fc.nat(200),
  }),
  { maxLength: 40 },
);
const ways = fc.uniqueArray(fc.constantFrom<ChannelName>('whatsapp', 'sms', 'slack', 'email'), {
  minLength: 1,
});

it('a promise ends, reaches whom it can, and never goes by one way twice: 3,000 courses of events', () => {
  fc.assert(
    fc.property(ways, events, (names, course) => {
      const world: World = { ways: names, rungs: [], state: 'open', seconds: 0 };
      look(world);
      for (const { index, state, pause } of course) {
        const before = world.rungs.length;
        const ended = world.state !== 'open';
        happen(world, index, state);
        world.seconds += pause;
        look(world);
        demand(!ended || world.rungs.length === before, 'a message after the end');
        const arrived = world.rungs.some((rung) => rung.state === 'delivered');
        demand(!arrived || world.state === 'reached', `arrived, yet ${world.state}`);
      }
      // Left alone, whatever is under way comes to an end within every channel's patience.
      for (let n = 0; n <= names.length; n++) {
        world.seconds += 10_000;
        look(world);
      }
      expect(world.state).not.toBe('open');
      expect(new Set(world.rungs.map(({ channel }) => channel)).size).toBe(world.rungs.length);
      if (world.state === 'exhausted') expect(world.rungs).toHaveLength(names.length);
    }),
    { numRuns: 3000 },
  );
});
