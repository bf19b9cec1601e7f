import { describe, expect, it } from 'vitest';
import { TWILIO_ERRORS } from '../../src/channels/twilio/errors.js';
import { FAULTS, REMEDIES, resendAfter } from '../../src/domain/fault.js';

/** Row by row: the codes, the fault, sends again on a report of failure, and what an operator or an address gets. */
const TABLE: [codes: string, fault: string | null, resends: number, alarm: boolean, flag: string | null][] = [
  ['20429', 'busy', 11, false, null],
  ['20500 20503', null, 0, false, null],
  ['63010 63012 30410', 'provider_trouble', 4, false, null],
  ['30001 21611 63017', 'queue_full', 4, false, null],
  ['63018', 'sender_limit', 4, true, null],
  ['30003', 'handset_off', 2, false, null],
  ['30008', 'unknown', 1, false, null],
  ['63016', 'window_closed', 1, false, null],
  ['63049', 'marketing_refused', 0, true, null],
  ['63003 63024 21211 21614 30005 30006', 'bad_address', 0, false, 'bad_address'],
  ['21610 63014 63033', 'opted_out', 0, false, 'opted_out'],
  ['21408 21606 21612 63007 63008 63020 63051 30002 20003', 'account', 11, true, null],
  ['30004 30007 30450 63013 63026', 'blocked', 0, true, null],
  ['63005 63019 63021 63025 63030 63034 21620 21623 12300', 'content', 0, true, null],
  ['63027 63028 63029 63040 63041 63042 21654 21655 21656', 'template', 0, true, null],
  ['21602 21603 21604 21617', 'our_mistake', 0, true, null],
  ['30036', 'too_late', 0, false, null],
];

describe('the error table', () => {
  const rows = TABLE.flatMap(([codes, ...rest]) => codes.split(' ').map((code) => [code, ...rest] as const));
  it.each(rows)('%s is %s', (code, fault, resends, alarm, flag) => {
    expect(TWILIO_ERRORS[code]?.fault).toBe(fault);
    const remedy = fault === null ? null : REMEDIES[FAULTS.find((known) => known === fault) ?? 'unknown'];
    if (!remedy) return;
    expect({ alarm: remedy.alarm, flag: remedy.flag }).toEqual({ alarm, flag });
    const known = FAULTS.find((one) => one === fault) ?? 'unknown';
    const again = [...Array(20).keys()].filter((n) => resendAfter(known, n) !== null).length;
    expect(again).toBe(resends);
  });

  it('switches to a template for a closed window alone', () => {
    expect(FAULTS.filter((fault) => REMEDIES[fault].asTemplate)).toEqual(['window_closed']);
    expect(resendAfter('window_closed', 0)).toEqual({ afterSeconds: 0, asTemplate: true });
  });

  it('spreads the tries at a handset that is off over minutes', () => {
    expect(resendAfter('handset_off', 0)?.afterSeconds).toBeGreaterThanOrEqual(60);
  });
});
