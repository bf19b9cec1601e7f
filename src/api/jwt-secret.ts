import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The file in the data folder that keeps the secret between starts. */
export const SECRET_FILE = 'jwt-secret';

/**
 * The secret that signs access tokens: the configured one, else one that is made once and kept in the data folder,
 * readable by its owner alone.
 *
 * @param newSecret makes at least 32 random bytes as text.
 * @throws Error when the file cannot be read or written.
 */
export function jwtSecret(
  config: { jwtSecret: string | null; dataDir: string },
  newSecret: () => string,
): string {
  if (config.jwtSecret !== null) return config.jwtSecret;
  const path = join(config.dataDir, SECRET_FILE);
  mkdirSync(config.dataDir, { recursive: true });
  try {
    writeFileSync(path, newSecret(), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && Reflect.get(error, 'code') === 'EEXIST')) throw error;
  }
  return readFileSync(path, 'utf8').trim();
}
