import type { TestProject } from 'vitest/node';
import { buildIfStale } from '../../scripts/build.mjs';
import { startDatabases } from './databases.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** One endpoint for each test worker. */
    databases: import('../../src/store/database.js').Endpoint[];
  }
}

/** Builds what runs as threads and processes, and starts one database for each test worker. */
export default async function setup(project: TestProject) {
  await buildIfStale();
  const databases = await startDatabases(project.config.maxWorkers);
  project.provide('databases', databases.endpoints);
  return () => databases.stop();
}
