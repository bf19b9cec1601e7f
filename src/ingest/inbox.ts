import { existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import { asAppError } from '../domain/errors.js';
import type { Runtime } from '../runtime.js';
import { importCsv } from './etl.js';

/** What became of the files that lay in the inbox. */
export type InboxReport = {
  files: { file: string; read: number; accepted: number; quarantined: number; duplicate: number }[];
  failed: { file: string; reason: string }[];
};

/**
 * Imports every CSV in `DATA_DIR/inbox`, oldest name first, and moves each to `inbox/done` or `inbox/failed`. The
 * source is the file's name up to the first dot or dash, so that tomorrow's file of the same source corrects today's.
 * A file whose import was interrupted is still there and goes on where it stopped.
 */
export async function importInbox(
  runtime: Pick<Runtime, 'db' | 'clock' | 'log' | 'config' | 'knowledge'>,
  options: { signal?: AbortSignal; onProgress?: (rows: number) => void } = {},
): Promise<InboxReport> {
  const inbox = join(runtime.config.dataDir, 'inbox');
  const report: InboxReport = { files: [], failed: [] };
  if (!existsSync(inbox)) return report;
  for (const file of readdirSync(inbox)
    .filter((name) => name.toLowerCase().endsWith('.csv'))
    .sort()) {
    options.signal?.throwIfAborted();
    try {
      const path = join(inbox, file);
      const source = basename(file).split(/[.-]/)[0] || 'inbox';
      const { read, accepted, quarantined, duplicate } = await importCsv(runtime, { path, source });
      report.files.push({ file, read, accepted, quarantined, duplicate });
      options.onProgress?.(read);
      move(inbox, 'done', file);
    } catch (error) {
      const known = asAppError(error);
      // Only a file that is wrong is put aside; what another time or place may mend is tried again.
      if (known.code !== 'bad_request' && known.code !== 'too_large') throw error;
      runtime.log.error({ err: error, file }, 'a file of the inbox could not be imported');
      report.failed.push({ file, reason: known.message });
      move(inbox, 'failed', file);
    }
  }
  return report;
}

function move(inbox: string, folder: 'done' | 'failed', file: string): void {
  mkdirSync(join(inbox, folder), { recursive: true });
  // A file of the same name may have come before: neither replaces the other.
  const taken = (name: string) => existsSync(join(inbox, folder, name));
  let name = file;
  for (let copy = 2; taken(name); copy++) name = `${copy}-${file}`;
  renameSync(join(inbox, file), join(inbox, folder, name));
}
