import type { Value } from '../domain/message.js';
import { PARTS_OF_DAY } from '../domain/period.js';
import {
  area,
  bullets,
  code,
  date,
  governorate,
  heading,
  line,
  number,
  offence,
  phrase,
  reply,
  text,
} from '../domain/reply.js';
import type { GroupBy } from '../nlu/frame.js';
import { type CountRow, countBy } from '../store/incidents.js';
import { defineCommand } from './command.js';
import { locationNeeded } from './location.js';
import { incidentQuery, smallPrint } from './query.js';

const MOST_ROWS = 12;
/** Dimensions that are read in their own order rather than by size. */
const IN_ORDER: ReadonlySet<GroupBy> = new Set(['hour', 'time_of_day', 'weekday', 'day', 'week', 'month']);

/** How many rows there are when none is empty, where an empty one is not listed. */
const GROUPS: Partial<Record<GroupBy, number>> = { hour: 24, weekday: 7, time_of_day: PARTS_OF_DAY.length };

const more = (n: number) => text('commands.breakdown.more', { n: number(n) }, n);

/** "Thefts in Salmiya by hour." */
export const breakdown = defineCommand({
  name: 'breakdown',
  intents: ['breakdown'],
  action: 'incidents.count',
  acts: false,
  async run(context) {
    const missing = locationNeeded(context);
    if (missing) return missing;
    const query = incidentQuery(context);
    const by = context.slots.group_by ?? 'offence';
    const rows = await countBy(
      context.tx,
      query.filter,
      by === 'time_of_day' ? 'part_of_day' : by,
      context.timeZone,
    );
    if (rows.length === 0) {
      return reply([
        line(text('commands.list_recent.none', { title: query.title })),
        ...(await smallPrint(context, query)),
      ]);
    }
    const ordered = inOrder(by, rows);
    const shown = IN_ORDER.has(by) ? ordered : ordered.slice(0, context.slots.limit ?? MOST_ROWS);
    const items = shown.map((row) =>
      text('commands.breakdown.item', { name: groupName(by, row), n: number(row.count) }),
    );
    const total = rows.reduce((sum, row) => sum + row.count, 0);
    return reply([
      heading(text('commands.breakdown.heading', { title: query.title, by: phrase(text(`group_by.${by}`)) })),
      bullets(items, 1),
      ...(shown.length < ordered.length ? [line(more(ordered.length - shown.length), 2)] : []),
      line(text('commands.breakdown.total', { n: number(total) }), 2),
      ...(rows.length < (GROUPS[by] ?? 0) ? [line(text('commands.breakdown.none_elsewhere'), 3)] : []),
      ...(await smallPrint(context, query)),
    ]);
  },
});

/** Rows in the order in which they are read: through the day or the calendar, else the largest first. */
function inOrder(by: GroupBy, rows: readonly CountRow[]): CountRow[] {
  if (!IN_ORDER.has(by)) return [...rows].sort((a, b) => b.count - a.count);
  const parts: readonly unknown[] = PARTS_OF_DAY;
  const place = ({ key }: CountRow) => parts.indexOf(key);
  return by === 'time_of_day' ? [...rows].sort((a, b) => place(a) - place(b)) : [...rows];
}

/** What a row of a breakdown is called. */
export function groupName(by: GroupBy, { key }: CountRow): Value {
  if (key === null) return phrase(text('common.unknown'));
  switch (by) {
    case 'offence':
      return offence(String(key));
    case 'area':
      return area(String(key));
    case 'governorate':
      return governorate(String(key));
    case 'hour':
      return { kind: 'hour', hour: Number(key) };
    case 'weekday':
      return { kind: 'weekday', weekday: Number(key) };
    case 'time_of_day':
      return phrase(text(`parts_of_day.${key}`));
    case 'block':
      return code(key);
    default:
      return date(String(key));
  }
}
