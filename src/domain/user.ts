import type { ChannelName } from './message.js';

/** Who may use the bot, most trusted first. */
export const ROLES = ['superadmin', 'commander', 'analyst', 'officer', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

/** The languages of the product, its first one first. Others may be added by their files. */
export const LOCALES = ['en', 'ar'] as const;

/** A language tag with a file in `locales/`. */
export type Locale = string;

/** The language of people who have not shown theirs yet. */
export const DEFAULT_LOCALE: Locale = 'ar';

/** A person who may use the product. */
export type User = {
  id: number;
  email: string;
  name: string;
  role: Role;
  /** Governorate ids this person may see; null = the whole country. */
  governorates: readonly string[] | null;
  /** Chosen language; null until they choose one, then the language they write in is answered. */
  locale: Locale | null;
  active: boolean;
  /** True for people who exist only beside demo data. */
  demo: boolean;
  /** Tokens issued under an older version are refused, so that a role cut works at once. */
  tokenVersion: number;
};

/** A user on a channel. */
export type Identity = {
  id: number;
  userId: number;
  channel: ChannelName;
  address: string;
  verifiedAt: Date | null;
  optedOutAt: Date | null;
  lastInboundAt: Date | null;
};
