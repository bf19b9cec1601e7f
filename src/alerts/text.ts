import { z } from 'zod';
import type { Alert } from '../domain/alert.js';
import type { Text, Value } from '../domain/message.js';
import { area, code, governorate, number, offence, phrase, text } from '../domain/reply.js';

/** The figures that alerts carry in `detail`; written by `rules`, read here. */
const detailSchema = z.object({
  count: z.number().optional(),
  expected: z.number().optional(),
  incidents: z.number().optional(),
});

/** An alert in one line: number, what crossed which rule, where, how sure. */
export function alertLine(alert: Alert): Text {
  const detail = detailSchema.parse(alert.detail);
  return text(`alerts.line.${alert.rule}`, {
    id: code(alert.id),
    place: placeOf(alert),
    offence: alert.offenceId === null ? phrase(text('commands.query.all_offences')) : offence(alert.offenceId),
    tier: phrase(text(`alert_tiers.${alert.tier}`)),
    count: number(detail.count ?? detail.incidents ?? 0),
    expected: number(detail.expected ?? 0, 1),
  });
}

/** Where an alert is about. */
export function placeOf({ areaId, governorateId }: Pick<Alert, 'areaId' | 'governorateId'>): Value {
  if (areaId) return area(areaId);
  return governorateId ? governorate(governorateId) : phrase(text('commands.query.all_places'));
}
