import type { Danger } from './danger.js';
import type { GovernorateOf } from './dialogue/inheritance.js';
import type { Engine, Reading } from './engine.js';
import type { Candidate } from './frame.js';
import type { Evidence } from './intent/evidence.js';
import { localSpan, type Zone } from './slots/moment.js';
import type { TimeContext } from './time/values.js';

/** What understanding needs besides the message. */
export type Setting = {
  read: (text: string) => Reading;
  context: TimeContext;
  zone: Zone;
  engine: Engine;
  governorateOf: GovernorateOf;
  danger: (evidence: Evidence, meant: Candidate) => Danger | null;
};

/** The period that was talked about, which "the week before" counts from. */
export function anchored({ slots }: Candidate, zone: Zone): Pick<TimeContext, 'anchor'> {
  if (!slots.period) return {};
  return { anchor: localSpan(slots.period, zone) };
}
