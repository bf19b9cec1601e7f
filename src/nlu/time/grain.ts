/** Units of time, finest first. */
export const GRAINS = [
  'second',
  'minute',
  'hour',
  'day',
  'week',
  'month',
  'quarter',
  'half',
  'year',
  'decade',
] as const;

/** One of them. */
export type Grain = (typeof GRAINS)[number];

/** A length of time as said: "1 month 21 days" is two parts. Counts may be fractions. */
export type Length = readonly { count: number; grain: Grain }[];

const SECONDS: Readonly<Record<Grain, number>> = {
  second: 1,
  minute: 60,
  hour: 3600,
  day: 86_400,
  week: 604_800,
  month: 2_592_000,
  quarter: 7_776_000,
  half: 15_552_000,
  year: 31_536_000,
  decade: 315_360_000,
};

/** Seconds in a length; months count 30 and years 365 days, since no calendar is given. */
export const lengthSeconds = (length: Length): number =>
  length.reduce((sum, { count, grain }) => sum + count * SECONDS[grain], 0);

/** Rank of a grain: larger is coarser. */
export const rank = (grain: Grain): number => GRAINS.indexOf(grain);

/** The finest grain of a length. */
export const finest = (length: Length): Grain =>
  length.reduce<Grain>((least, { grain }) => (rank(grain) < rank(least) ? grain : least), 'decade');
