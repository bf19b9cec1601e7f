import { describe, expect, test } from 'vitest';
import { ALERT_TIERS } from '../../src/domain/alert.js';
import { ERROR_CATALOGUE } from '../../src/domain/errors.js';
import { CHANNELS } from '../../src/domain/message.js';
import { PARTS_OF_DAY } from '../../src/domain/period.js';
import { PRIORITIES, TASK_STATES } from '../../src/domain/task.js';
import { LOCALES, ROLES } from '../../src/domain/user.js';
import { directionOf } from '../../src/i18n/bidi.js';
import { literalsIn, mentionedKeys, sources, textCalls } from './key-uses.js';
import { baseOf, languages, placeholdersOf, pluralsOf, type Texts } from './locale-keys.js';

const found = languages();
const all = [...found];
const reference = found.get('en') ?? new Map<string, string>();
const bases = (texts: Texts) => [...new Set([...texts.keys()].map((key) => baseOf(key, texts)))].sort();
const CATEGORIES = (locale: string) => new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
/** What the files say of themselves, read by the translator and by no command. */
const OF_THE_FILE = ['language.format'];

test('the languages of the domain have files', () => {
  expect([...found.keys()]).toEqual(expect.arrayContaining([...LOCALES]));
});

describe.each(all)('%s', (locale, texts) => {
  test('has the same texts as English', () => {
    expect(bases(texts)).toEqual(bases(reference));
  });

  test('has exactly its plural categories; a form of its own for zero is everybody’s right', () => {
    const english = pluralsOf(reference);
    const own = pluralsOf(texts);
    expect([...own.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [key, categories] of own) {
      const expected = new Set([
        ...CATEGORIES(locale),
        ...categories.filter((category) => category === 'zero'),
      ]);
      expect([key, [...categories].sort()]).toEqual([key, [...expected].sort()]);
    }
  });

  test('names the same values in every text; zero, one and two may be put in words', () => {
    for (const [key, text] of texts) {
      const base = baseOf(key, texts);
      const needed = namesOf(reference, base);
      const names = placeholdersOf(text);
      const spoken = base !== key && /_(zero|one|two)$/.test(key) ? 1 : 0;
      const absent = needed.filter((name) => !names.includes(name));
      expect([key, names.filter((name) => !needed.includes(name))]).toEqual([key, []]);
      expect([key, absent]).toEqual([key, absent.slice(0, spoken)]);
    }
  });

  test('has no text that is blank, padded, marked up or carries invisible characters', () => {
    for (const [key, text] of texts) {
      expect([key, text]).toEqual([key, text.trim()]);
      expect([key, text]).toEqual([key, expect.stringMatching(/\S/)]);
      expect([key, text]).toEqual([key, expect.not.stringMatching(/[\p{Cf}*~`\t]|<[!@#]|\$t\(/u)]);
    }
  });

  test('has a text for every member of the domain’s lists', () => {
    const lists = {
      errors: Object.keys(ERROR_CATALOGUE),
      roles: ROLES,
      parts_of_day: PARTS_OF_DAY,
      task_states: TASK_STATES,
      priorities: PRIORITIES,
      alert_tiers: ALERT_TIERS,
      channels: CHANNELS,
    };
    const missing = Object.entries(lists).flatMap(([room, members]) =>
      members.map((member) => `${room}.${member}`).filter((key) => !texts.has(key)),
    );
    expect(missing).toEqual([]);
  });
});

describe.each(all.filter(([locale]) => directionOf(locale) === 'rtl'))('%s', (_locale, texts) => {
  test('is written in its own script', () => {
    for (const [key, text] of texts) {
      if (OF_THE_FILE.includes(key) || !/\p{L}/u.test(text.replace(/\{\{.*?\}\}/g, ''))) continue;
      expect([key, text]).toEqual([key, expect.stringMatching(/\p{Script=Arabic}/u)]);
    }
  });
});

/** Everything that a text names in any of its plural forms. */
function namesOf(texts: Texts, base: string): string[] {
  const forms = [...texts].filter(([key]) => baseOf(key, texts) === base);
  return [...new Set(forms.flatMap(([, text]) => placeholdersOf(text)))].sort();
}

describe('code and texts agree', () => {
  const files = sources();
  const calls = textCalls(files);
  const known = bases(reference);
  const plurals = pluralsOf(reference);

  test('every key that the code asks for exists', () => {
    const missing = calls.filter((call) => !known.some((key) => call.matches(key)));
    expect(missing.map(({ path, key }) => `${path}: ${key}`)).toEqual([]);
  });

  test('every text is asked for somewhere', () => {
    const uses = mentionedKeys(files);
    const dead = known.filter((key) => !OF_THE_FILE.includes(key) && !uses.some((use) => use.matches(key)));
    expect(dead).toEqual([]);
  });

  test('every call hands over the values that its text names, and a number where the text is counted', () => {
    const given = ['count', 'zone'];
    const wrong = calls.flatMap(({ path, key, values, counted }) => {
      if (!known.includes(key)) return [];
      const absent =
        values === null
          ? []
          : namesOf(reference, key).filter((name) => ![...values, ...given].includes(name));
      const uncounted = plurals.has(key) && !counted ? ['the count'] : [];
      return [...absent, ...uncounted].map((name) => `${path}: ${key} without ${name}`);
    });
    expect(wrong).toEqual([]);
  });

  test('Arabic words stand in the texts and where messages and data are understood, nowhere else', () => {
    // These read what people write, or write what the parser reads; they say nothing to anybody.
    const reading = /^(nlu|gazetteer|ingest)\/|^channels\/(slack\/assign-form|twilio\/inbound)\.ts$/;
    const speaking = files.filter(({ fileName }) => !reading.test(fileName));
    const words = speaking.flatMap((file) =>
      literalsIn(file, /[\u0621-\u064A]{2}/).map((literal) => `${file.fileName}: ${literal}`),
    );
    expect(words).toEqual([]);
  });
});
