import { expect, it } from 'vitest';
import { understand } from './parser.js';

it.each([
  'how many officers in Hawalli',
  'how many patrols are in Salmiya now',
  'how many deaths in Hawalli this year',
  'how many arrests in Salmiya last week',
  'كم دورية بالسالمية الحين',
  'كم عدد الوفيات في الحوادث الأسبوع الماضي',
])('gives no number of incidents for another thing: %s', (text) => {
  const { intent, slots, trace } = understand(text);
  expect({ intent, slots }).toEqual({ intent: 'out_of_scope', slots: {} });
  expect(trace.find(({ rule }) => rule === 'refuse')?.value).toBe('not_counted');
});

it.each([
  ['how many incidents in Hawalli', undefined],
  ['how many in Salmiya last week', undefined],
  ['how many burglarys in Salmiya', ['burglary']],
  ['how many cars were stolen in Jahra last week', ['vehicle_theft']],
  ['كم بلاغ بمنطقة السالمية اليوم', undefined],
  ['كم هوشه بالسالمية', ['fight']],
])('counts what it is asked for: %s', (text, offence) => {
  const { intent, slots } = understand(text);
  expect({ intent, offence: slots.offence }).toEqual({ intent: 'count', offence });
});
