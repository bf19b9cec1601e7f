import { arabic } from './ar/language.js';
import { english } from './en/language.js';
import type { Language } from './language.js';

/** The languages that the bot understands. */
export const LANGUAGES: readonly Language[] = [arabic, english];
