import { localTime } from './period.js';

/** Quiet hours as minutes of the local day (0-1439); they may span midnight. */
export type QuietHours = { fromMinute: number; toMinute: number };

/**
 * When the quiet hours end in which `now` lies; null outside them. From 22:00 inclusive to 06:00 exclusive; equal ends
 * are no quiet hours at all.
 */
export function quietUntil(now: Date, hours: QuietHours | null, timeZone: string): Date | null {
  if (!hours) return null;
  const { hour, minute } = localTime(now, timeZone);
  const present = hour * 60 + minute;
  const { fromMinute, toMinute } = hours;
  const isQuiet =
    fromMinute <= toMinute
      ? present >= fromMinute && present < toMinute
      : present >= fromMinute || present < toMinute;
  if (!isQuiet) return null;
  const startOfMinute = Math.floor(now.getTime() / 60_000) * 60_000;
  return new Date(startOfMinute + ((toMinute - present + 1440) % 1440) * 60_000);
}
