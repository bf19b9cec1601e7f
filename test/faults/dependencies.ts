import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { FaultTest } from './fault-test.js';

/** What may run code while it is installed: the native part of one, the binary of the other. */
const MAY_RUN_SCRIPTS = new Set(['node_modules/bcrypt', 'node_modules/esbuild']);

type Locked = { integrity?: string; hasInstallScript?: boolean; link?: boolean };

/** What is installed is what was chosen, and nothing known to be dangerous. */
export const dependencies: FaultTest = {
  name: 'A20',
  title: 'dependencies: the lock file’s sums, scripts that run while installing, known vulnerabilities',
  bar: 'every package with its sum, scripts in two alone, 0 high or critical',
  needs: 'nothing',
  n: { short: 1, full: 1 },
  pace: 'waits',
  async run() {
    const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
      packages: Record<string, Locked>;
    };
    const installed = Object.entries(lock.packages).filter(([path, { link }]) => path !== '' && !link);
    const unsummed = installed.filter(([, { integrity }]) => !integrity?.startsWith('sha512-'));
    const scripts = installed.flatMap(([path, { hasInstallScript }]) =>
      hasInstallScript && !MAY_RUN_SCRIPTS.has(path) ? [path] : [],
    );
    const grave = await graveVulnerabilities();
    return {
      figure: `${installed.length} packages: ${unsummed.length} without a sum, ${scripts.length} others with a script${scripts[0] ? ` (${scripts.join(', ')})` : ''}; npm audit: ${grave === null ? 'its service does not answer here' : `${grave} high or critical`}`,
      met: unsummed.length === 0 && scripts.length === 0 && (grave ?? 0) === 0,
    };
  },
};

type Audit = { metadata?: { vulnerabilities?: { high: number; critical: number } } };

/** Known high and critical vulnerabilities of what runs in production; null when nobody could be asked. */
function graveVulnerabilities(): Promise<number | null> {
  return new Promise((resolve) => {
    execFile('npm', ['audit', '--omit=dev', '--json'], { timeout: 60_000 }, (_, out) => {
      try {
        const found = (JSON.parse(out) as Audit).metadata?.vulnerabilities;
        resolve(found ? found.high + found.critical : null);
      } catch {
        resolve(null);
      }
    });
  });
}
