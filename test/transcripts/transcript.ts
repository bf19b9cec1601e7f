import type { Db } from '../../src/store/database.js';

/** Marks that steer the direction of text are there for screens; a transcript is easier to read without them. */
export const plainText = (text: string) => text.replace(/[\u2066-\u2069\u200e\u200f\u061c]/gu, '').trim();

/** What people got in one turn. Messages to different people go out side by side: their order says nothing. */
export const heard = (messages: readonly string[]) => messages.map(plainText).sort().join('\n\n');

/** Lets every talk begin with nothing said and nothing assigned. */
export async function forgetTalks(db: Db): Promise<void> {
  await db.knex.raw(
    `TRUNCATE assigned_tasks, task_history, subscriptions, conversations, inbound, outbox, jobs, tellings RESTART IDENTITY CASCADE;
     UPDATE system_users SET locale = NULL; UPDATE identities SET opted_out_at = NULL`,
  );
}

/** Who plays a transcript: what a person hears when they say something, and time that passes. */
export type Stage = {
  says(user: string, words: string): Promise<string>;
  wait(minutes: number): void;
};

/**
 * Plays a transcript anew and writes it as it went: `as: USER` says who speaks from here on, `wait: N` lets minutes pass,
 * `> ` is what they write, `< ` what they get back (several messages are parted by an empty `<` line), anything else a
 * remark. What comes back equals the source while the bot says what it said before.
 */
export async function replay(source: string, stage: Stage): Promise<string> {
  let user = '';
  const lines: string[] = [];
  for (const line of source.split('\n')) {
    if (line === '<' || line.startsWith('< ')) continue;
    lines.push(line);
    const minutes = /^wait: (\d+)$/.exec(line)?.[1];
    if (line.startsWith('as: ')) user = line.slice(4).trim();
    else if (minutes !== undefined) stage.wait(Number(minutes));
    else if (line.startsWith('> ')) lines.push(...written(await stage.says(user, line.slice(2))));
  }
  return lines.join('\n');
}

const written = (answer: string): string[] => answer.split('\n').map((line) => `< ${line}`.trimEnd());
