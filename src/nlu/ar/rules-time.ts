import { type RuleFamily, rule } from '../chart/rule.js';
import { fieldsDate, unitDate } from '../time/dates.js';
import { finest, type Length } from '../time/grain.js';
import { joined } from '../time/ranges.js';
import { withOneBefore } from '../time/rules-range.js';
import type { Clock, Span, TimeContext, When } from '../time/values.js';
import { aheadWhen, datetimeWhen, dateWhen, distanceWhen, rollingWhen, sinceWhen } from '../time/whens.js';

/** «من ٣ شهور»: who asks what happened means all of it until now; of one event it says when that was. */
function eversince(length: Length): When {
  const then = distanceWhen(length, -1);
  const since = rollingWhen(length);
  const span = (context: TimeContext): Span | null =>
    (context.besides === 'stretch' ? since : then).span(context);
  return dateWhen({ grain: finest(length), find: span });
}

/** Another part of the same day. */
function partInstead({ kind, date, clock }: When, said: Clock): When | null {
  const oneNight = kind === 'datetime' && date && clock?.kind === 'part' && clock.part === 'night';
  const daylight = said.kind === 'part' && said.part !== 'dawn' && said.part !== 'late_night';
  return oneNight && daylight ? datetimeWhen(date, said) : null;
}

/** Orders of words that only Arabic has. */
export const timeRules: readonly RuleFamily[] = [
  // «الاثنين الأخير من شهر ثلاثة», «شهر ٣»: months by number are the rule in speech.
  rule('date', 'ord monthNoun num', (day, _noun, n) =>
    day <= 31 && n.value <= 12 ? fieldsDate({ month: n.value, day }) : null,
  ),
  rule('date', 'num slash? monthNoun num', (day, _slash, _noun, n) =>
    day.value <= 31 && n.value >= 1 && n.value <= 12 ? fieldsDate({ month: n.value, day: day.value }) : null,
  ),
  // «بين هالشهر واللي طاف»: the unit before the one that is named.
  rule(
    'when',
    'between? date and|versus last|before',
    (_between, date) => withOneBefore(date, date.grain),
    0.4,
  ),
  // «الليلة الماضية», «مساء أمس», «صباح اليوم».
  rule('when', 'part dayWord', (part, offset) =>
    datetimeWhen(unitDate('day', offset), { kind: 'part', part }),
  ),
  // «البارحة العصر», «البارحة بالليل»: yesterday as well as last night; of dawn nobody knows which.
  rule('when', 'when clock', (when, clock) => partInstead(when, clock), 0.1),
  // «قارن اليوم بأمس»: «اليوم» is today there, not the noun of «يوم أمس».
  rule(
    'when',
    'dayWord of dayWord',
    (a, _of, b) => (a === b ? null : joined(unitDate('day', a), unitDate('day', b))),
    0.3,
  ),
  // «الأيام السبعة القادمة», «الساعات الثلاث الماضية».
  rule('when', 'in|within|for|to? unitPlural the? num the? past|last', (_in, grain, _the, n) =>
    rollingWhen([{ count: n.value, grain }]),
  ),
  rule('when', 'in|within|for|to? unitPlural the? num the? next|coming', (_in, grain, _the, n) =>
    aheadWhen([{ count: n.value, grain }]),
  ),
  rule('when', 'to|for length next|coming', (_to, length) => aheadWhen(length), 0.3),
  rule('when', 'in|within|for|to? unitPlural few next|coming', (_in, grain) =>
    aheadWhen([{ count: 3, grain }]),
  ),
  // «الأيام القليلة الماضية».
  rule('when', 'unitPlural few past|last', (grain) => rollingWhen([{ count: 3, grain }])),
  rule('when', 'eversince length', (_since, length) => eversince(length)),
  // «لي يومين» and «صار له أسبوع»: since.
  rule('when', 'since length', (_since, length) => sinceWhen(distanceWhen(length, -1)), -0.2),
];
