import { utm38n } from '../../analytics/project.js';
import type { Random } from '../../analytics/random.js';

const pad = (n: number, width = 2) => String(n).padStart(width, '0');
const MONTHS_EN = [
  'Jan',
  'Feb',
  'Mar',
  'Apr',
  'May',
  'Jun',
  'Jul',
  'Aug',
  'Sep',
  'Oct',
  'Nov',
  'Dec',
] as const;
const MONTHS_AR = [
  ...['يناير', 'فبراير', 'مارس', 'أبريل', 'مايو', 'يونيو'],
  ...['يوليو', 'أغسطس', 'سبتمبر', 'أكتوبر', 'نوفمبر', 'ديسمبر'],
] as const;

/** A writing of date and time; `utc` when it is written in UTC. */
export type WrittenDate = { text: string; utc: boolean };

/** Digits as an Arabic keyboard writes them. */
export function arabicDigits(text: string): string {
  return text.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)));
}

/**
 * Writes a wall-clock time in one of the ways that clerks and programs do.
 *
 * @param wallMs what the local clock shows, as if it were UTC. @param instantMs the same moment.
 */
export function writeDate(wallMs: number, instantMs: number, random: Random): WrittenDate {
  const at = new Date(wallMs);
  const date = `${pad(at.getUTCDate())}/${pad(at.getUTCMonth() + 1)}/${at.getUTCFullYear()}`;
  const clock = `${pad(at.getUTCHours())}:${pad(at.getUTCMinutes())}`;
  const twelve = `${at.getUTCHours() % 12 || 12}:${pad(at.getUTCMinutes())}`;
  const late = at.getUTCHours() >= 12;
  const local = (text: string): WrittenDate => ({ text, utc: false });
  const choice = random();
  if (choice < 0.45) return local(`${date} ${clock}`);
  if (choice < 0.65) return local(`${at.toISOString().slice(0, 19)}`);
  if (choice < 0.72) return { text: new Date(instantMs).toISOString(), utc: true };
  if (choice < 0.84) return local(arabicDigits(`${date} ${clock}`));
  if (choice < 0.9)
    return local(`${at.getUTCDate()} ${MONTHS_AR[at.getUTCMonth()]} ${at.getUTCFullYear()} ${clock}`);
  if (choice < 0.95) {
    return local(
      `${pad(at.getUTCDate())}-${MONTHS_EN[at.getUTCMonth()]}-${at.getUTCFullYear()} ${twelve} ${late ? 'PM' : 'AM'}`,
    );
  }
  return local(`${date} ${twelve} ${late ? 'م' : 'ص'}`);
}

/** A date without a time. */
export function writeDay(wallMs: number): string {
  const at = new Date(wallMs);
  return `${pad(at.getUTCDate())}/${pad(at.getUTCMonth() + 1)}/${at.getUTCFullYear()}`;
}

/** Degrees, minutes and seconds, to about three metres. */
export function sexagesimal(degrees: number, letter: string): string {
  const tenths = Math.round(degrees * 36_000);
  const seconds = (tenths % 600) / 10;
  const minutes = Math.floor(tenths / 600) % 60;
  return `${Math.floor(tenths / 36_000)}°${pad(minutes)}'${seconds.toFixed(1)}"${letter}`;
}

/** UTM zone 38N metres as text: north, east. */
export function gridMetres(latitude: number, longitude: number): [north: string, east: string] {
  const [east, north] = utm38n.toMetres(latitude, longitude);
  return [north.toFixed(1), east.toFixed(1)];
}

/** A word with two neighbouring letters swapped somewhere behind its first two, as fast typists write it. */
export function misspell(word: string, random: Random): string {
  for (let attempt = 0; attempt < 20; attempt++) {
    const at = 2 + Math.floor(random() * (word.length - 4));
    const [a, b] = [word[at] ?? '', word[at + 1] ?? ''];
    if (a !== b && /\p{L}/u.test(a) && /\p{L}/u.test(b))
      return word.slice(0, at) + b + a + word.slice(at + 2);
  }
  return word;
}

/** A cell as CSV wants it. */
export function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
