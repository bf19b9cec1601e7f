import type { Slots } from '../frame.js';

/** Places as named, before it is settled what each name stands for. */
export type PlaceMention = {
  areas: readonly string[];
  governorates: readonly string[];
  /** Landmarks; their areas are in `areas`. */
  landmarks: readonly string[];
  /** The name is also an ordinary word: it needs another cue in the message. */
  weak?: boolean;
  /** It even needs a place cue right beside it. */
  bound?: boolean;
  /** The name is a governorate and an area alike, and nothing said which. */
  either?: boolean;
};

/** Offences as named, as canonical ids. */
export type OffenceMention = { offences: readonly string[]; weak?: boolean };

/** What "except ..." takes out. */
export type Exclusion = {
  offences: readonly string[];
  areas: readonly string[];
  /** A block or a governorate that shall be left out, which no question can do. */
  block?: number;
  governorates?: readonly string[];
};

/** A piece of the message that fills slots by itself ("block 3", "top 5"). */
export type SlotPiece = { kind: SlotPieceKind; slots: Slots };

/** What kind of thing a piece says. */
export type SlotPieceKind =
  | 'block'
  | 'limit'
  | 'radius'
  | 'horizon'
  | 'taskId'
  | 'alertId'
  | 'bareId'
  | 'groupBy'
  | 'near'
  | 'priority'
  | 'frequency'
  | 'at'
  | 'language'
  | 'timeOfDay'
  | 'weekdays'
  | 'status'
  | 'assignee';
