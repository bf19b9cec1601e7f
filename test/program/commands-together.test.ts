import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildIfStale } from '../../scripts/build.mjs';
import { projectRoot } from '../../src/root.js';

let dataDir = '';
beforeAll(async () => {
  await buildIfStale();
  dataDir = mkdtempSync(join(tmpdir(), 'together-'));
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const command = (...args: string[]) =>
  promisify(execFile)(process.execPath, [join(projectRoot(), 'scripts/run.mjs'), ...args], {
    env: { PATH: process.env.PATH, DATA_DIR: dataDir, LOG_LEVEL: 'error' },
  });

describe('commands on one embedded database', () => {
  it('share it when they start at the same time, and take it over from one that is just ending', {
    timeout: 180_000,
  }, async () => {
    await command('migrate');
    const list = () => command('user', 'list');
    // A command that cannot reach the database ends with 1, and `execFile` throws.
    const together = await Promise.all([list(), list(), list()]);
    expect([...together, await list()].map(({ stderr }) => stderr)).toEqual(['', '', '', '']);
  });
});
