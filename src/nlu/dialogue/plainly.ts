import type { Reading } from '../engine.js';
import type { Intent } from '../frame.js';
import { says } from '../text/says.js';

/**
 * Whether a message tells that a step of a task is taken: it neither asks, nor supposes, nor denies, nor promises it.
 * To decline is itself to deny, and "I will take it" already accepts.
 */
export function toldPlainly(reading: Reading, step: Intent): boolean {
  if (reading.source.text.includes('?') || says(reading, 'askedOrSupposed')) return false;
  if (step === 'task_decline') return true;
  return !says(reading, 'notDone') && !(step === 'task_complete' && says(reading, 'toCome'));
}
