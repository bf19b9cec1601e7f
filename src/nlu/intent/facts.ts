import type { Intent } from '../frame.js';
import type { SlotPieceKind } from '../slots/mention.js';
import { says as reads } from '../text/says.js';
import type { Wording } from '../wording.js';
import type { Cue } from './cue.js';
import type { Evidence } from './evidence.js';

/** Short questions to the evidence, so that the table below reads like the rule it states. */
export type Facts = {
  evidence: Evidence;
  cue: (...names: Cue[]) => boolean;
  opens: (...names: Cue[]) => boolean;
  piece: (...kinds: SlotPieceKind[]) => boolean;
  offence: boolean;
  place: boolean;
  when: boolean;
  crime: boolean;
  /** Anything of the bot's own field. */
  domain: boolean;
  numbers: number;
  places: number;
  dates: number;
  /** No more words than this besides fillers. */
  short: (words: number) => boolean;
  /** Whole message in other words than cues. */
  empty: boolean;
};

/** The questions to a message's evidence. */
export function factsOf(evidence: Evidence): Facts {
  const has =
    (set: ReadonlySet<Cue>) =>
    (...names: Cue[]) =>
      names.some((name) => set.has(name));
  const offence =
    evidence.offences.length > 0 ||
    evidence.weakOffences.length > 0 ||
    evidence.excluded.offences.length > 0 ||
    evidence.pieces.some(({ slots }) => slots.offence !== undefined);
  const place =
    evidence.places.some((one) => !one.weak) || evidence.pieces.some(({ kind }) => kind === 'near');
  const places = evidence.places.reduce(
    (sum, one) => sum + Math.max(one.areas.length, one.governorates.length),
    0,
  );
  const cue = has(evidence.cues);
  return {
    evidence,
    cue,
    opens: has(evidence.opening),
    piece: (...kinds) => evidence.pieces.some(({ kind }) => kinds.includes(kind)),
    offence,
    place: place || evidence.places.length > 0,
    when: evidence.whens.length > 0,
    crime: cue('crime'),
    domain: offence || place || cue('crime', 'hotspot', 'nearMe', 'patrol', 'briefing', 'alert', 'task'),
    numbers: evidence.numbers.length,
    places,
    dates: evidence.whens.filter(({ when }) => when.kind !== 'clock' && when.kind !== 'recurring').length,
    short: (words) => evidence.contentWords <= words,
    empty:
      !offence &&
      evidence.places.length === 0 &&
      !cue('crime', 'hotspot', 'task', 'alert', 'briefing', 'nearMe'),
  };
}

/** Whether the message goes like this, in its own letters or, if it is Arabizi, in Arabic ones. */
export const says = ({ evidence: { reading } }: Facts, wording: Wording): boolean => reads(reading, wording);

/** A line of the table of wishes: what is wanted where it holds. */
export type Wish = { intent: Intent; when: (f: Facts) => boolean };

/** It is about what is sent: alerts, briefings, maps. */
export const aboutMessages = (f: Facts): boolean =>
  f.evidence.hints.topic !== undefined ||
  f.cue('alert', 'briefing', 'hotspot') ||
  f.evidence.hints.frequency !== undefined;
