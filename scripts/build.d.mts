/** Builds `dist` from `src` and `scripts`; returns false when it was fresh. */
export function buildIfStale(options?: { force?: boolean }): Promise<boolean>;
