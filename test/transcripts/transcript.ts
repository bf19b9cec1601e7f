import type { Db } from '../../src/store/database.js';

/** One turn of a recorded talk: who says what, and what the bot sends in return. */
export type Turn = { line: number; as: string; says: string; hears: string };

/** Marks that steer the direction of text are there for screens; a transcript is easier to read without them. */
export const plainText = (text: string) => text.replace(/[\u2066-\u2069\u200e\u200f\u061c]/gu, '').trim();

/** What people got in one turn. Messages to different people go out side by side: their order says nothing. */
export const heard = (messages: readonly string[]) => messages.map(plainText).sort().join('\n\n');

/** Lets every talk begin with nothing said and nothing assigned. */
export async function forgetTalks(db: Db): Promise<void> {
  await db.knex.raw(
    `TRUNCATE assigned_tasks, task_history, subscriptions, conversations, inbound, outbox, jobs RESTART IDENTITY CASCADE`,
  );
}

/**
 * Reads a transcript: `as: USER` says who speaks from here on, `> ` what they write, `< ` what they get back (several
 * messages are separated by an empty `<` line), `#` a remark.
 */
export function readTranscript(source: string): Turn[] {
  const turns: Turn[] = [];
  let as = '';
  for (const [index, line] of source.split('\n').entries()) {
    if (line.startsWith('as: ')) as = line.slice(4).trim();
    else if (line.startsWith('> ')) turns.push({ line: index + 1, as, says: line.slice(2), hears: '' });
    else if (line === '<' || line.startsWith('< ')) {
      const turn = turns.at(-1);
      if (!turn) throw new Error(`line ${index + 1}: the bot speaks first`);
      turn.hears += `${turn.hears ? '\n' : ''}${line.slice(2)}`;
    }
  }
  return turns;
}

/** The talk as a file: what `readTranscript` reads. */
export function writeTurn({ says, hears }: Pick<Turn, 'says' | 'hears'>): string {
  return `> ${says}\n${hears.replace(/^/gm, '< ').replace(/ $/gm, '')}\n`;
}
