import { createLogger } from '../../src/runtime.js';

/** A logger that says nothing. */
export const silent = createLogger('silent');
