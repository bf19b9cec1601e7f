import type { Gazetteer, LatLon } from '../domain/area.js';
import type { Hotspot } from '../domain/hotspot.js';
import { seenFrom } from '../domain/landmark.js';
import type { Value } from '../domain/message.js';
import { area, metres, phrase, text } from '../domain/reply.js';

/** Nearer than this, a zone is at the landmark or in the middle of its area. */
const AT_METRES = 100;

/**
 * What a zone is called, so that several of one area are told apart: the area, and where from its nearest landmark, or
 * from the middle of the area where no landmark is near.
 */
export function zoneName(hotspot: Hotspot, { areas, places }: Pick<Gazetteer, 'areas' | 'places'>): Value {
  const around = areas.find(({ id }) => id === hotspot.areaId);
  if (!around) return phrase(text('common.unknown'));
  const own = area(around.id);
  const landmark = places.find(({ id }) => id === hotspot.landmark?.placeId);
  if (!landmark?.position) return placed('centre', own, around.centre, hotspot.centre);
  return placed('landmark', own, landmark.position, hotspot.centre, { kind: 'place', id: landmark.id });
}

function placed(
  kind: 'centre' | 'landmark',
  own: Value,
  from: LatLon,
  centre: LatLon,
  landmark?: Value,
): Value {
  const seen = seenFrom(from, centre);
  const values = { area: own, ...(landmark && { landmark }) };
  if (seen.metres < AT_METRES) return phrase(text(`commands.hotspots.zone.${kind}.at`, values));
  const distance = metres(Math.round(seen.metres / 50) * 50);
  return phrase(text(`commands.hotspots.zone.${kind}.${seen.wind}`, { ...values, distance }));
}
