import { describe, expect, it } from 'vitest';
import { singlesOutAPerson } from '../../src/domain/personal.js';

describe('a text that singles out a person', () => {
  it.each([
    ...['civil id 285010112345', 'الرقم المدني ٢٨٥٠١٠١١٢٣٤٥', '2850 1011 2345', 'call 99112233'],
    ...['+965 9911-2233', '٠٠٩٦٥٩٩١١٢٢٣٣', 'plate 12/34567', 'stop 8-4312', 'لوحة ١٢٣٤٥', 'Plate no. 4312'],
  ])('is known: %s', (words) => expect(singlesOutAPerson(words)).toBe(true));

  it.each([
    ...[
      'patrol Salmiya block 4 street 12',
      'by 12/11/2026',
      'from 20:00 to 22:30',
      'task 2147483',
      'in 11/2026',
    ],
    ...['call 112', '2026-03-18', 'within 1000 m', 'دورية في قطعة ١٢ شارع ٣٤', '3/11-7/11'],
  ])('is not seen in a place, a date or a time: %s', (words) => expect(singlesOutAPerson(words)).toBe(false));
});
