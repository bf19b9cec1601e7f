import { describe, expect, it } from 'vitest';
import { COMMANDS, commandFor } from '../../src/commands/index.js';
import { outOfScope } from '../../src/commands/small-talk.js';
import { INTENTS } from '../../src/nlu/frame.js';

describe('the commands', () => {
  it('serve every intent that the language knows', () => {
    const unserved = INTENTS.filter(
      (intent) => intent !== 'out_of_scope' && commandFor(intent) === outOfScope,
    );
    expect(unserved).toEqual([]);
  });

  it('have names of their own, and share no intent', () => {
    const names = COMMANDS.map((command) => command.name);
    const intents = COMMANDS.flatMap((command) => command.intents);
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(intents).size).toBe(intents.length);
  });

  it('ask before acting on a guess wherever something would change', () => {
    const acting = COMMANDS.filter((command) => command.acts).map((command) => command.name);
    expect(acting.sort()).toEqual([
      'alert_ack',
      'subscribe',
      'task_accept',
      'task_assign',
      'task_complete',
      'task_decline',
      'task_start',
      'undo',
      'unsubscribe',
    ]);
  });
});
