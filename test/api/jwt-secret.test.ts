import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { jwtSecret, SECRET_FILE } from '../../src/api/jwt-secret.js';
import { createAccessTokens } from '../../src/api/tokens.js';

const folders: string[] = [];
const folder = () => {
  const made = mkdtempSync(join(tmpdir(), 'khareetaty-secret-'));
  folders.push(made);
  return made;
};
afterEach(() => {
  for (const made of folders.splice(0)) rmSync(made, { recursive: true });
});

describe('the secret behind the access tokens', () => {
  it('is the configured one when there is one', () => {
    expect(jwtSecret({ jwtSecret: 'configured', dataDir: '/nowhere' }, () => 'new')).toBe('configured');
  });

  it('is made once, kept for its owner alone, and the same after a restart', () => {
    const dataDir = join(folder(), 'data');
    const first = jwtSecret({ jwtSecret: null, dataDir }, () => 'made the first time');
    expect(first).toBe('made the first time');
    expect(statSync(join(dataDir, SECRET_FILE)).mode & 0o777).toBe(0o600);
    expect(jwtSecret({ jwtSecret: null, dataDir }, () => 'made again')).toBe(first);
  });

  it('of fewer than 32 bytes stops the start', () => {
    expect(() => createAccessTokens('a'.repeat(31))).toThrow('32 bytes');
    expect(() => createAccessTokens('خ'.repeat(16))).not.toThrow();
  });
});
