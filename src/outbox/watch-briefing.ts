import type { Reply, Value } from '../domain/message.js';
import { dateOfDay, dayOfDate, type LocalDate, localTime, startOfDay } from '../domain/period.js';
import { date, heading, line, listOf, note, number, reply, text, verbatim } from '../domain/reply.js';
import type { User } from '../domain/user.js';
import { dueRun } from '../jobs/schedule.js';
import type { Db } from '../store/database.js';
import { runOfDay } from '../store/runs.js';
import { isServedOn, subscribersTo } from '../store/subscriptions.js';
import { toldAbout } from '../store/tellings.js';
import { listUsers } from '../store/users.js';
import { type WatchRuntime, warn } from './warn.js';

/** A briefing may take this long from when it was due until most of it has arrived. */
const BRIEFING_MINUTES = 10;
/** After so many hours nobody is told any more that the morning's has not arrived. One that was never begun is told of whenever it is seen. */
const BRIEFING_NEWS_HOURS = 6;
const ENOUGH = 0.8;
const MINUTE_MS = 60_000;

/**
 * Tells whoever is on duty of a morning's briefing that has not arrived. Which morning's, the schedule says and not the
 * runs that there are: one that was never begun is missing too.
 *
 * @param isAwake false when this process may not have looked at its schedules yet: a run may be about to begin.
 */
export async function tellOfMorning(runtime: WatchRuntime, isAwake: boolean): Promise<void> {
  const { db, clock, config } = runtime;
  const now = clock.now();
  const { at, localDate: day } = dueRun(now, config.schedule.briefingCron, config.timeZone);
  const run = await runOfDay(db, 'send-briefings', day);
  if (!run && !isAwake) return;
  const begun = run ? (run.startedAt ?? run.createdAt) : at;
  const minutes = (now.getTime() - begun.getTime()) / MINUTE_MS;
  if (minutes < BRIEFING_MINUTES || (run && minutes > BRIEFING_NEWS_HOURS * 60)) return;
  const { weekday } = localTime(begun, config.timeZone);
  const { arrived, total } = await briefingShare(db, { day, weekday, begun });
  if (arrived >= ENOUGH * total) return;
  await warn(runtime, {
    cause: `briefing-watch:${day}`,
    avoid: ['whatsapp'],
    reply: reply([
      heading(text('delivery.watch.briefing', { date: date(day) })),
      line(text('delivery.watch.briefing_share', { reached: number(arrived), total: number(total) })),
      ...(run ? [] : [line(text('delivery.watch.never_begun', { time: timeOfDay(at, config.timeZone) }))]),
      note(text('delivery.watch.next')),
    ]),
  });
}

/**
 * Of how many people it is known, or as good as known, that they have a day's briefing: of those who were promised it, and
 * of those who were due when the run began, whether or not anything was made for them. What waits for the end of the quiet
 * hours is not missing yet.
 */
async function briefingShare(
  db: Db,
  { day, weekday, begun }: { day: LocalDate; weekday: number; begun: Date },
): Promise<{ arrived: number; total: number }> {
  const told = await toldAbout(db, `briefing:${day}`);
  const promised = new Set(told.map(({ userId }) => userId));
  const forgotten = (await subscribersTo(db, 'briefing', begun)).filter(
    (due) => due.atMinute === null && isServedOn(due, weekday) && !promised.has(due.userId),
  );
  const expected = told.filter(({ state }) => state !== 'waiting');
  const arrived = expected.filter(({ state }) => state === 'reached' || state === 'handed').length;
  return { arrived, total: expected.length + forgotten.length };
}

/** A briefing at an hour that its reader named: when it was due last. */
type Appointment = { userId: number; day: LocalDate; minute: number };

/** Tells whoever is on duty whose briefing was not made at the hour that they named themselves, once for a day and hour. */
export async function tellOfPersonal(runtime: WatchRuntime): Promise<void> {
  const missing = await missingAppointments(runtime);
  if (missing.length === 0) return;
  const people = await listUsers(runtime.db, { active: true });
  for (const cause of new Set(missing.map(causeOf))) {
    const group = missing.filter((each) => causeOf(each) === cause);
    const [first] = group;
    const waiting = people.filter(({ id }) => group.some(({ userId }) => userId === id));
    if (first) await warn(runtime, { cause, avoid: ['whatsapp'], reply: personalReply(first, waiting) });
  }
}

const causeOf = ({ day, minute }: Appointment) => `briefing-watch:${day}@${clockOf(minute)}`;

/** Appointments of the last day that are over and for which nothing was promised, or every way failed. */
async function missingAppointments({ db, clock, config }: WatchRuntime): Promise<Appointment[]> {
  const late = new Date(clock.now().getTime() - BRIEFING_MINUTES * MINUTE_MS);
  const { date: today, hour, minute: past } = localTime(late, config.timeZone);
  const yesterday = dateOfDay(dayOfDate(today) - 1);
  const kept = new Map<LocalDate, ReadonlySet<number>>();
  for (const day of [yesterday, today]) kept.set(day, await keptOn(db, day));
  const missing: Appointment[] = [];
  for (const each of await subscribersTo(db, 'briefing', late)) {
    const { userId, atMinute: minute, createdAt } = each;
    if (minute === null) continue;
    const day = minute <= hour * 60 + past ? today : yesterday;
    const at = new Date(startOfDay(day, config.timeZone).getTime() + minute * MINUTE_MS);
    const isDue = createdAt <= at && isServedOn(each, localTime(at, config.timeZone).weekday);
    if (isDue && !kept.get(day)?.has(userId)) missing.push({ userId, day, minute });
  }
  return missing;
}

/** Who was promised a day's briefing, and has not been left without it. */
async function keptOn(db: Db, day: LocalDate): Promise<ReadonlySet<number>> {
  const told = await toldAbout(db, `briefing:${day}`);
  return new Set(told.filter(({ state }) => state !== 'exhausted').map(({ userId }) => userId));
}

const MOST_NAMED = 5;

const personalReply = ({ day, minute }: Appointment, people: readonly User[]): Reply => {
  const values = { date: date(day), time: clockTime(minute), n: number(people.length) };
  const named = people.slice(0, MOST_NAMED).map(({ name }) => verbatim(name));
  return reply(
    [
      heading(text('delivery.watch.personal', values, people.length)),
      line(text('delivery.watch.personal_names', { names: listOf(named) })),
      note(text('delivery.watch.next')),
    ],
    text('delivery.watch.personal', values, people.length),
  );
};

const timeOfDay = (at: Date, timeZone: string) => {
  const { hour, minute } = localTime(at, timeZone);
  return clockTime(hour * 60 + minute);
};

const clockTime = (minuteOfDay: number): Value => ({
  kind: 'hour',
  hour: Math.floor(minuteOfDay / 60),
  minute: minuteOfDay % 60,
});

const twoDigits = (value: number) => String(value).padStart(2, '0');
const clockOf = (minute: number) => `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}`;
