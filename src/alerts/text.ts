import { z } from 'zod';
import type { Alert } from '../domain/alert.js';
import type { Text, Value } from '../domain/message.js';
import { area, code, governorate, number, offence, phrase, text } from '../domain/reply.js';

/** The figures that alerts carry in `detail`; written by `rules`, read here. */
const figuresSchema = z.object({
  count: z.number().default(0),
  expected: z.number().default(0),
  incidents: z.number().default(0),
  expectedFalse: z.number().default(0),
});

/** The figures behind an alert: what was counted, what was expected, how many false alerts its run was to expect. */
export const figuresOf = (alert: Pick<Alert, 'detail'>) => figuresSchema.parse(alert.detail);

/** An alert in one line: number, what crossed which rule, where, how sure. */
export function alertLine(alert: Alert): Text {
  const figures = figuresOf(alert);
  return text(`alerts.line.${alert.rule}`, {
    id: code(alert.id),
    place: placeOf(alert),
    offence:
      alert.offenceId === null ? phrase(text('commands.query.all_offences')) : offence(alert.offenceId),
    tier: phrase(text(`alert_tiers.${alert.tier}`)),
    count: number(figures.count || figures.incidents),
    expected: number(figures.expected, 1),
  });
}

/** Where an alert is about. */
export function placeOf({ areaId, governorateId }: Pick<Alert, 'areaId' | 'governorateId'>): Value {
  if (areaId) return area(areaId);
  return governorateId ? governorate(governorateId) : phrase(text('common.all_kuwait'));
}
