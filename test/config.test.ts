import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError, environmentSchema, loadConfig } from '../src/config.js';
import { projectRoot } from '../src/root.js';

const example = readFileSync(join(projectRoot(), '.env.example'), 'utf8');
const lines = example.split('\n').filter((line) => /^[A-Z]/.test(line));
const given = Object.fromEntries(
  lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
);

const problemsOf = (environment: Record<string, string>): readonly string[] => {
  try {
    loadConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
};

describe('.env.example', () => {
  it('lists every variable that the program reads, and no other', () => {
    expect(Object.keys(given).sort()).toEqual(Object.keys(environmentSchema.shape).sort());
  });

  it('shows the defaults as they are', () => {
    const { NODE_ENV: _, ...shown } = given;
    expect(loadConfig(shown)).toEqual(loadConfig({}));
  });
});

describe('the environment', () => {
  it('turns a channel off when its variables are not set', () => {
    const { twilio, slack, email } = loadConfig({});
    expect({ twilio, slack, email }).toEqual({ twilio: null, slack: null, email: null });
  });

  it('names all problems at once, each with what to change', () => {
    const problems = problemsOf({
      PORT: 'http',
      TIME_ZONE: 'Mars/Olympus',
      JWT_SECRET: 'short',
      CLOCK_AT: 'noon',
    });
    expect(problems).toHaveLength(4);
    expect(problems.join('\n')).toMatch(/PORT must be a whole number/);
    expect(problems.join('\n')).toMatch(/JWT_SECRET must be at least 32 bytes/);
  });

  it('refuses half a set of credentials, saying which half is missing', () => {
    expect(problemsOf({ SLACK_BOT_TOKEN: 'xoxb-1' })[0]).toMatch(/^SLACK_SIGNING_SECRET must be set too/);
  });

  it('refuses a server database without a secret, and a shifted clock in production', () => {
    expect(problemsOf({ DATABASE_URL: 'postgres://db/x' })[0]).toMatch(/^JWT_SECRET must be set/);
    const production = { NODE_ENV: 'production', CLOCK_AT: '2026-03-18T10:15:00+03:00' };
    expect(problemsOf(production)[0]).toMatch(/^CLOCK_AT must be unset in production/);
  });

  it('has no demo data in production', () => {
    expect(loadConfig({ NODE_ENV: 'production' }).demo.incidents).toBe(0);
  });
});
