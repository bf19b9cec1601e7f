import { can } from '../domain/access.js';
import type { Block, Value } from '../domain/message.js';
import * as say from '../domain/reply.js';
import type { Slots } from '../nlu/frame.js';
import type { CommandContext } from './command.js';

/** The circle that a question is about: around its sender, or around the landmark that it measures from. */
export type Circle = {
  latitude: number;
  longitude: number;
  radiusMetres: number;
  /** What it lies around; null for the sender. */
  landmark: Value | null;
};

const NEAR_METRES = 1000;

/** Smaller circles would tell positions to people who may not see them, by moving the pin. */
const LEAST_RADIUS_METRES = 250;

/** Rings around landmarks, for the same people: the difference of two narrow ones would tell where an incident lies. */
const RING_METRES = 1000;

/** The radius that is really used, in metres; for whoever may not see positions it is a coarse one. */
export function radiusFor({ user }: Pick<CommandContext, 'user'>, slots: Slots): number {
  const asked = slots.radius_m ?? NEAR_METRES;
  if (can(user, 'incidents.position')) return asked;
  if (slots.near === 'me' || !slots.places?.length) return Math.max(asked, LEAST_RADIUS_METRES);
  return Math.max(1, Math.ceil(asked / RING_METRES)) * RING_METRES;
}

/** The circle that is asked about; null where there is none, or where nobody knows its middle. */
export function circleOf(context: CommandContext): Circle | null {
  const { slots, location } = context;
  const radiusMetres = radiusFor(context, slots);
  if (slots.near === 'me') {
    if (!location) return null;
    const { latitude, longitude } = location;
    return { latitude, longitude, radiusMetres, landmark: null };
  }
  const middle = slots.radius_m === undefined ? null : landmarkOf(context);
  if (!middle?.position) return null;
  const [latitude, longitude] = middle.position;
  return { latitude, longitude, radiusMetres, landmark: { kind: 'place', id: middle.id } };
}

/** The one landmark that is named, with no other place. */
function landmarkOf({ slots, runtime }: CommandContext) {
  const [id, ...more] = slots.places ?? [];
  const found = runtime.knowledge.gazetteer.places.find((place) => place.id === id);
  const alone =
    more.length === 0 && !slots.governorate && (slots.areas ?? []).every((a) => a === found?.area);
  return alone ? found : undefined;
}

/** "Within 1 km of you", "within 1 km of The Avenues". */
export function circleText({ radiusMetres, landmark }: Circle): Value {
  const radius = say.metres(radiusMetres);
  return say.phrase(
    landmark
      ? say.text('commands.query.near_landmark', { radius, place: landmark })
      : say.text('commands.query.near', { radius }),
  );
}

/** Says that a distance could not be used, where one is named of which nobody knows the middle. */
export function unusedDistance(context: CommandContext): Block[] {
  const { slots } = context;
  const unused = slots.radius_m !== undefined && slots.near !== 'me' && !circleOf(context);
  return unused ? [say.note(say.text('commands.query.distance_unused'), 2)] : [];
}
