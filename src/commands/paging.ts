import type { Block, Reply } from '../domain/message.js';
import { line, number, say, text } from '../domain/reply.js';
import type { Candidate, Intent, Slots } from '../nlu/frame.js';

/** Commands that show a list, and how many entries they show when nobody says. */
const USUAL: Readonly<Partial<Record<Intent, number>>> = {
  list_recent: 5,
  top_areas: 5,
  task_list: 10,
  alert_list: 10,
  hotspots: 5,
};

/** Figures whose "more" is the incidents behind them. */
const BEHIND_FIGURES: ReadonlySet<Intent> = new Set<Intent>([
  'count',
  'breakdown',
  'trend',
  'compare',
  'area_profile',
  'near_me',
]);

/** Nobody reads further than this in a chat; the interface for analysts has the rest. */
const FARTHEST = 100;

/** The page of a list that is asked for: how many entries are passed over, and how many shown, at most `most`. */
export function pageOf(intent: Intent, slots: Slots, most: number): { skip: number; limit: number } {
  return {
    skip: slots.skip ?? 0,
    limit: Math.min(most, Math.max(1, slots.limit ?? USUAL[intent] ?? most)),
  };
}

/** What "more" asks for after a question: the next page, or the incidents behind a figure; null where there is none. */
export function more({ intent, slots }: Candidate): Candidate | null {
  if (BEHIND_FIGURES.has(intent)) {
    const { group_by: _, compare_period: __, ...rest } = slots;
    return { intent: 'list_recent', slots: intent === 'near_me' ? { ...rest, near: 'me' } : rest };
  }
  const usual = USUAL[intent];
  if (usual === undefined) return null;
  const skip = (slots.skip ?? 0) + (slots.limit ?? usual);
  return skip > FARTHEST ? null : { intent, slots: { ...slots, skip } };
}

/** The answer to "more" where nothing is left of so many. */
export const exhausted = (total: number): Reply =>
  total === 0
    ? say('commands.follow_up.no_more')
    : say('commands.follow_up.that_was_all', { n: number(total) }, total);

/** Under a list that goes on: how to see the rest. */
export const moreHint = (): Block => line(text('commands.follow_up.more_hint'), 5);
