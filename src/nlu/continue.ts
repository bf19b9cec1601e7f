import { answered } from './dialogue/answer.js';
import { adjustNames, takenBack } from './dialogue/correction.js';
import { keepLevel, refine } from './dialogue/inheritance.js';
import { onlyWeekdays } from './dialogue/weekdays.js';
import { asksWhatAbout, asksWhere, limitsTo } from './dialogue/words.js';
import type { Candidate, Intent, Slots } from './frame.js';
import type { Evidence } from './intent/evidence.js';
import { fill, QUESTIONS } from './intent/fill.js';
import { lengthBack } from './intent/fill-times.js';
import { anchored, type Setting } from './setting.js';
import { dateSetAgainst } from './slots/against.js';
import { says } from './text/says.js';

/** Wishes that a continuation may turn the last question into. */
const TURNS: ReadonlySet<Intent> = new Set<Intent>([
  'breakdown',
  'trend',
  'hotspots',
  'forecast',
  'top_areas',
  'compare',
  'list_recent',
  'count',
]);

/** What a continuation turns the last question into by its own words alone; null = nothing new. */
function turnOf(evidence: Evidence, last: Candidate): Intent | null {
  const { cues } = evidence;
  // «كل الجرائم» takes the offence back, it splits nothing.
  if (takenBack(evidence.reading).length > 0) return null;
  if (evidence.pieces.some(({ kind }) => kind === 'groupBy'))
    return last.intent === 'trend' && isSeries(evidence) ? 'trend' : 'breakdown';
  if (asksWhere(evidence.reading)) return 'hotspots';
  if (cues.has('whichArea')) return 'top_areas';
  if (says(evidence.reading, 'changedFrom') && dateSetAgainst(evidence)) return 'compare';
  if (cues.has('trend') || cues.has('change') || (cues.has('series') && QUESTIONS.has(last.intent)))
    return 'trend';
  if (cues.has('compare') || (cues.has('versus') && !asksWhatAbout(evidence.reading))) return 'compare';
  if (cues.has('hotspot') || cues.has('map')) return 'hotspots';
  if (cues.has('forecast')) return 'forecast';
  if (cues.has('howMany')) return 'count';
  if (cues.has('breakdown')) return 'breakdown';
  return cues.has('show') && !takesUpWith(evidence) ? 'list_recent' : null;
}

/** «ابيها حق اليرموك»: the same answer for something else, whatever that answer was. */
const takesUpWith = ({ cues, places, offences, whens, pieces, numbers }: Evidence): boolean =>
  cues.has('goesOn') && places.length + offences.length + whens.length + pieces.length + numbers.length > 0;

/** "Per week" after a trend: the steps of the series. */
const isSeries = ({ pieces }: Evidence): boolean =>
  pieces.every(({ slots }) => ['day', 'week', 'month'].includes(slots.group_by ?? 'day'));

/** The last command with what a continuation puts in its place, takes back, or turns it into. */
export function continued(
  setting: Setting,
  evidence: Evidence,
  last: Candidate,
  decided: Intent | null,
  question: string | null,
): Candidate {
  // A bare "fights" would count by itself; here it only fills a slot of the last question. So does "just the fights".
  const silent = decided === 'count' || limitsTo(evidence) || takenBack(evidence.reading).length > 0;
  const wish = turnOf(evidence, last) ?? (silent ? null : decided);
  const turned = onlyLimits(evidence, last) ? null : wish;
  const intent =
    turned && TURNS.has(turned) && QUESTIONS.has(last.intent) && question === null ? turned : last.intent;
  const context = { ...setting.context, ...anchored(last, setting.zone) };
  const said = {
    ...(intent === 'forecast' || !last.slots.period ? {} : lengthBack(evidence, context, setting.zone)),
    ...fill(intent, evidence, context, setting.zone),
    ...answered(evidence, last, question),
  };
  keepLevel(said, last.slots, evidence);
  adjustNames(evidence, said, last);
  const days = onlyWeekdays(evidence, last.slots, setting.zone, setting.context.weekend);
  if (days) delete said.period;
  Object.assign(said, days);
  // "Last month" after "by hour" names a period; the split stays by hour.
  const splits = evidence.pieces.some(({ kind }) => kind === 'groupBy');
  if (last.slots.group_by && !splits && evidence.whens.length > 0) delete said.group_by;
  const kept: Slots = { ...last.slots };
  const back = takenBack(evidence.reading);
  if (back.length > 0) delete said.group_by;
  for (const key of back) {
    delete kept[key];
    delete said[key];
  }
  return refine({ intent: last.intent, slots: kept }, intent, said, question !== null);
}

/** "Top 3" after a ranking is still a ranking. */
const onlyLimits = ({ pieces, cues, reading }: Evidence, { intent }: Candidate): boolean =>
  intent === 'top_areas' &&
  pieces.some(({ kind, slots }) => kind === 'limit' && slots.offence === undefined) &&
  (!cues.has('show') || reading.wording('firstOfRanking').test(reading.source.text));
