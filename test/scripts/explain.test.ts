import { describe, expect, it } from 'vitest';
import { explainFrame } from '../../scripts/chat/explain.js';
import { loadKnowledge } from '../../src/runtime.js';
import { TEST_NOW } from '../support/runtime.js';

const { parser } = loadKnowledge();
const explained = (text: string) => explainFrame(parser.parse({ text, now: TEST_NOW }).frame);

describe('chat --explain', () => {
  it('says what a message was taken for, and by which of its words', () => {
    const text = explained('كم سرقة في حولي الأسبوع الماضي؟');
    expect(text).toContain('count (ar, 100 % of the words read)');
    expect(text).toContain('offence = ["theft"]');
    expect(text).toMatch(/3-7 +«سرقة» {2}offence/);
    expect(text).not.toContain('none said');
  });

  it('says what was guessed, and what was not said', () => {
    const text = explained('thefts in Salmiyq');
    expect(text).toContain('guessed from the spelling: areas');
    expect(text).toContain('period: none said');
  });

  it('says so where nothing was read', () => {
    expect(explainFrame(null)).toContain('not read');
  });
});
