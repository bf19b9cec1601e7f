import { expect, it } from 'vitest';
import { quietUntil } from '../../src/domain/quiet.js';

const NIGHT = { fromMinute: 22 * 60, toMinute: 6 * 60 };
const DAY = { fromMinute: 13 * 60, toMinute: 15 * 60 };

it.each([
  ['21:59:59', NIGHT, null],
  ['22:00:00', NIGHT, '2026-03-19T06:00:00+03:00'],
  ['23:30:20', NIGHT, '2026-03-19T06:00:00+03:00'],
  ['00:00:00', NIGHT, '2026-03-18T06:00:00+03:00'],
  ['05:59:59', NIGHT, '2026-03-18T06:00:00+03:00'],
  ['06:00:00', NIGHT, null],
  ['14:00:00', DAY, '2026-03-18T15:00:00+03:00'],
  ['16:00:00', DAY, null],
  ['16:00:00', { fromMinute: 5, toMinute: 5 }, null],
])('at %s quiet hours end when they say', (time, hours, until) => {
  const found = quietUntil(new Date(`2026-03-18T${time}+03:00`), hours, 'Asia/Kuwait');
  expect(found).toEqual(until === null ? null : new Date(until));
});
