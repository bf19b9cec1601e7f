import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../src/root.js';
import { importsBelow, importsOf, offenceOf, ROOMS } from './import-law.js';

const source = join(projectRoot(), 'src');
const offencesIn = (file: string, text: string) =>
  importsOf(file, text)
    .map(offenceOf)
    .filter((o) => o !== null);

describe('the import law', () => {
  it('is kept by every source file', () => {
    expect(
      importsBelow(source)
        .map(offenceOf)
        .filter((o) => o !== null),
    ).toEqual([]);
  });

  it('knows every room', () => {
    const rooms = readdirSync(source).filter((name) => !['main.ts', 'runtime.ts', 'setup.ts'].includes(name));
    expect(rooms.filter((room) => !(room in ROOMS))).toEqual([]);
  });

  it.each([
    [
      'a pure room that reaches for the database',
      'analytics/x.ts',
      `import { rowsOf } from '../store/database.js';`,
    ],
    ['a pure room that reads files', 'nlu/x.ts', `import { readFileSync } from 'node:fs';`],
    ['knex outside the store', 'alerts/x.ts', `import knex from 'knex';`],
    [
      'a channel that knows the store',
      'channels/x.ts',
      `import { storeInbound } from '../store/inbound.js';`,
    ],
    ['a command that knows Express', 'commands/x.ts', `import express from 'express';`],
    ['the store that knows the chat', 'store/x.ts', `export { receive } from '../chat/receive.js';`],
    ['a late import', 'domain/x.ts', `const later = () => import('../store/users.js');`],
    ['a type of the runtime in a pure room', 'nlu/x.ts', `import type { Runtime } from '../runtime.js';`],
  ])('catches %s', (_what, file, text) => {
    expect(offencesIn(file, text)).toHaveLength(1);
  });
});

describe('what only one file may touch', () => {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.ts'));
  const filesWith = (pattern: RegExp) =>
    files.filter((f) => pattern.test(withoutComments(readFileSync(join(source, f), 'utf8'))));

  it.each([
    ['the environment', /process\.env/, ['config.ts']],
    ['the system clock', /\bDate\.now\(|new Date\(\)/, ['runtime.ts']],
    ['chance', /Math\.random\(|randomUUID\(\)|randomBytes\(/, ['runtime.ts']],
    ['the console', /\bconsole\.\w/, []],
  ])('%s is read in its own place', (_what, pattern, allowed) => {
    expect(filesWith(pattern)).toEqual(allowed);
  });
});

const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
