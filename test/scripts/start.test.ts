import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { main } from '../../scripts/start.js';

const folder = mkdtempSync(join(tmpdir(), 'khareetaty-start-'));
const taken = net.createServer();

beforeAll(async () => {
  taken.listen(0, '127.0.0.1');
  await once(taken, 'listening');
});
afterAll(() => {
  taken.close();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

/** What a start with these settings complains about, and its exit code. */
async function complaint(environment: Record<string, string>): Promise<[number, string]> {
  const said = vi.spyOn(console, 'error').mockReturnValue();
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  const code = await main([]);
  const text = said.mock.calls.flat().join('\n');
  said.mockRestore();
  return [code, text];
}

describe('npm start', () => {
  it('says that its port is taken before it has made anything', async () => {
    const { port } = taken.address() as net.AddressInfo;
    const data = join(folder, 'data');
    const [code, text] = await complaint({ HOST: '127.0.0.1', PORT: String(port), DATA_DIR: data });
    expect([code, text]).toEqual([
      1,
      `port ${port} is taken: stop the other program, or set PORT to a free one`,
    ]);
    expect(existsSync(data)).toBe(false);
  });

  it('says which path is wrong when the data folder is a file', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const [code, text] = await complaint({ HOST: '127.0.0.1', PORT: '0', DATA_DIR: file });
    expect([code, text]).toEqual([
      1,
      `${file} is a file, not a folder: is DATA_DIR (or the file named) right?`,
    ]);
  });
});
