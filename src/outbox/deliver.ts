import type { Runtime } from '../runtime.js';
import { expireOverdue, releaseHeld } from '../store/outbox.js';
import { renewMessageLeases } from '../store/outbox-claims.js';
import { startPulse, within } from '../store/pulse.js';
import { unusableTemplates } from '../store/templates.js';
import { begin, type Desk, type DeskRuntime, giveBack, openDesk } from './desk.js';
import { type Rates, ratesOf } from './rates.js';
import type { Render } from './ready.js';

/** What delivery needs of the program. */
export type DeliveryRuntime = DeskRuntime & Pick<Runtime, 'config'>;

/** How a deliverer works. */
export type DeliveryOptions = {
  render: Render;
  /** What the links in one-way messages are signed with: not in the database, and alike in all processes. */
  tapSecret: string;
  /** Default: what the providers document. */
  rates?: Rates;
  /** Messages of a channel that are under way at once: a second of WhatsApp's rate and some. Default 96. */
  capacity?: number;
  /** Further places that only critical messages take. Default 16. */
  criticalCapacity?: number;
  /** A deliverer that is silent for this long loses its messages to others. Default 8. */
  leaseSeconds?: number;
  pollMs?: number;
  /** How long `stop` waits for messages under way. Default 10 000. */
  drainMs?: number;
};

/** A running deliverer. */
export type Delivery = {
  /** Resolves when nothing is due and nothing is under way. */
  settled(): Promise<void>;
  /** Takes no more messages and waits for those under way, at most `drainMs`. */
  stop(): Promise<void>;
};

const TIDY_EVERY_MS = 10_000;

/** A desk for these channels, with the defaults filled in: for one pass by `deliverDue`. */
export function createDesk(runtime: DeliveryRuntime, options: DeliveryOptions): Desk {
  return openDesk(runtime, {
    render: options.render,
    rates: options.rates ?? ratesOf(runtime.config),
    capacity: { others: options.capacity ?? 96, critical: options.criticalCapacity ?? 16 },
    leaseSeconds: options.leaseSeconds ?? 8,
    tap: { secret: options.tapSecret, publicUrl: runtime.config.http.publicUrl },
  });
}

/** Delivers what is due until nothing more is. Returns how many attempts that took. */
export async function deliverDue(desk: Desk): Promise<number> {
  let total = 0;
  for (;;) {
    const idle = desk.underWay.size === 0;
    const begun = await begin(desk);
    if (begun === 0 && idle) return total;
    total += begun;
    if (desk.underWay.size > 0) await Promise.race([...desk.underWay.values()].map(({ ended }) => ended));
  }
}

/**
 * Ends what is old news, and lets go what waited for a channel that is on. When the channels have just been switched on
 * that includes what the channel itself had put aside; later only what another process posted without the channel.
 */
export async function tidy(desk: Desk, channels: 'just_on' | 'on'): Promise<void> {
  const { runtime } = desk;
  await expireOverdue(runtime.db);
  desk.avoidTemplates = await unusableTemplates(runtime.db);
  const names = [...runtime.channels.keys()];
  if (channels === 'just_on') await releaseHeld(runtime.db, names, ['channel_off', 'needs_template'], false);
  else await releaseHeld(runtime.db, names, ['channel_off'], true);
}

/** Delivers over the channels that are on, until it is stopped. */
export function startDelivery(runtime: DeliveryRuntime, options: DeliveryOptions): Delivery {
  const { db, log } = runtime;
  const desk = createDesk(runtime, options);
  let untidy: 'just_on' | 'on' | null = 'just_on';
  const beat = async () => {
    if (untidy) {
      await tidy(desk, untidy);
      untidy = null;
    }
    return (await begin(desk)) > 0;
  };
  const renew = async () => {
    const ids = [...desk.underWay.keys()];
    if (ids.length > 0) await renewMessageLeases(db, desk.owner, ids, desk.leaseSeconds);
  };
  const pulse = startPulse({
    bell: db.bell,
    topic: 'outbox',
    pollMs: options.pollMs ?? 1000,
    beat,
    onTrouble: (error) => log.warn({ err: error }, 'messages cannot be fetched, trying again'),
  });
  desk.onRoom = pulse.kick;
  const heartbeat = setInterval(
    () => void renew().catch((error) => log.warn({ err: error }, 'leases could not be renewed')),
    (desk.leaseSeconds * 1000) / 3,
  );
  const housekeeping = setInterval(() => {
    untidy ??= 'on';
  }, TIDY_EVERY_MS);
  const ends = () => [...desk.underWay.values()].map(({ ended }) => ended);
  return {
    async settled() {
      do {
        await Promise.all(ends());
        await pulse.idle();
      } while (desk.underWay.size > 0);
    },
    async stop() {
      clearInterval(housekeeping);
      await pulse.stop();
      desk.closing.abort();
      await within(options.drainMs ?? 10_000, ends());
      await giveBack(desk).catch((error) => log.warn({ err: error }, 'places under rates are left to lapse'));
      clearInterval(heartbeat);
    },
  };
}
