import type { OrderDecision } from './date-order.js';
import type { EtlReport } from './report.js';
import type { Survey } from './survey.js';

/** What a person should know of an import beyond its counts, one sentence each. @param idHeader the column of ids. */
export function notesOn(report: Omit<EtlReport, 'notes'>, survey: Survey, idHeader: string | null): string[] {
  const notes: string[] = [];
  const [mostOften] = Object.entries(report.quarantinedBy).sort(([, a], [, b]) => b - a);
  if (report.quarantined === report.read && mostOften) {
    notes.push(
      `nothing was imported: every row was refused, most of them for ${mostOften[0]}; if it is the right file, say in a ` +
        'mapping (--map) how to read it',
    );
  }
  if (!report.encoding.startsWith('utf-')) {
    notes.push(
      `the file is not in UTF-8: it was read as ${report.encoding}; where names look wrong, name another "encoding" in the mapping`,
    );
  }
  if (survey.deriveIds && idHeader === null) {
    notes.push('the file has no ids: rows are told apart by their content, so equal rows count once');
  } else if (survey.deriveIds) {
    notes.push(
      `the ids in "${idHeader}" were destroyed by a spreadsheet (1.2E+13): rows are told apart by their content; ` +
        'ask the source for an export that never went through one',
    );
  }
  const conflicts = report.quarantinedBy.id_conflict ?? 0;
  if (conflicts > 0.01 * report.read) {
    notes.push(
      `${conflicts} rows share the id of another row but say something else: "${idHeader}" may not be the id of one ` +
        'incident; name another column as "id" in the mapping',
    );
  }
  notes.push(...placesAndDays(report));
  for (const [shape, decision] of Object.entries(report.dateOrders)) {
    const { order, assumed } = decision;
    // Day and month that the column proves are no news; a year that stands first is.
    if (order === null || assumed || order === 'ymd') notes.push(orderNote(shape, decision));
  }
  for (const pile of report.piles) {
    notes.push(
      `${pile.incidents} incidents lie on exactly ${pile.latitude}, ${pile.longitude}, probably a default of the ` +
        'source: they are counted, but kept out of hotspots',
    );
  }
  return notes;
}

const READ_AS = { dmy: 'day/month', mdy: 'month/day', ymd: 'year/month/day' } as const;

/** How dates of one shape were read, or why they were not. */
export function orderNote(shape: string, { order, assumed, yearOpen }: OrderDecision): string {
  const written = `dates written with "${shape}"`;
  if (yearOpen)
    return `${written} do not tell whether the year stands first or last: their rows are refused; say "dmy", "mdy" or "ymd" as "dateOrder" in the mapping`;
  if (order === null) return `${written} stand in both orders: say which with "dateOrder" in the mapping`;
  return `${written} were read as ${READ_AS[order]}${assumed ? ' without proof: check a few' : ''}`;
}

const NAMED_WORDS = 5;

function placesAndDays({ quarantinedBy, flags, unreadAreas }: Omit<EtlReport, 'notes'>): string[] {
  const noDay = quarantinedBy.missing_day ?? 0;
  const noArea = flags.area_unknown ?? 0;
  const words = Object.entries(unreadAreas)
    .sort(([, a], [, b]) => b - a)
    .slice(0, NAMED_WORDS)
    .map(([word, n]) => `${JSON.stringify(word)} ${n}`);
  return [
    ...(noDay > 0
      ? [`${noDay} rows tell year and month, but no day: they were refused, as any day would be a false peak`]
      : []),
    ...(noArea > 0
      ? [
          `${noArea} rows without a position name an area that is not known, and count for none: ${words.join(', ')}; say in a ` +
            'mapping which areas they are, for example {"areas":{"Zone 7":"bayan"}}',
        ]
      : []),
  ];
}
