import { describe, expect, it } from 'vitest';
import { instructionIn } from '../../src/commands/instruction.js';
import { loadGazetteer, loadOffences } from '../../src/gazetteer/gazetteer.js';
import { createParser } from '../../src/nlu/parse.js';
import { TEST_NOW } from '../support/runtime.js';

const parser = createParser({ gazetteer: loadGazetteer(), offences: loadOffences() });
const instruction = (text: string) => instructionIn(text, parser.parse({ text, now: TEST_NOW }).frame);

describe('what a task says is to be done', () => {
  it.each([
    ['assign Salem to patrol Salmiya tonight, urgent', 'patrol Salmiya'],
    ['كلف سالم بدورية في السالمية الليلة', 'دورية في السالمية'],
    ['assign Salem to patrol Hawalli block 3 until 11 pm, high priority', 'patrol Hawalli block 3'],
    ['كلف سالم بدورية في حولي قطعة ٣ الليلة، أولوية عالية', 'دورية في حولي قطعة ٣'],
  ])('%s', (text, expected) => {
    expect(instruction(text)).toBe(expected);
  });

  it('is the whole text when nothing else is left of it', () => {
    expect(instructionIn('assign', { trace: [], slots: {} })).toBe('assign');
  });
});
