import { Agent, request } from 'node:http';

/** A request that is ready to be sent: nothing is computed while the clock runs. */
export type Shot = { path: string; headers: Record<string, string>; body: string };

/** How a load went: status codes, the time of each answer in milliseconds, and failures without an answer. */
export type LoadReport = {
  statuses: Map<number, number>;
  millis: number[];
  failures: number;
  seconds: number;
};

type Answer = { status: number; body: string };

/**
 * Sends one request. Rejects when the connection fails; one that the server closed while it lay idle is tried anew, as every
 * client that keeps connections does.
 */
export function shoot(url: string, shot: Shot, agent: Agent): Promise<Answer> {
  const { hostname, port } = new URL(url);
  const headers = { ...shot.headers, 'content-length': Buffer.byteLength(shot.body) };
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path: shot.path, method: 'POST', headers, agent }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        body += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
      response.on('error', reject);
    });
    sent.on('error', (error: NodeJS.ErrnoException) => {
      const stale = sent.reusedSocket && error.code === 'ECONNRESET';
      if (stale) shoot(url, shot, agent).then(resolve, reject);
      else reject(error);
    });
    sent.end(shot.body);
  });
}

/** Keeps `connections` requests under way until all are answered: how much a server can do. */
export async function closedLoad(
  url: string,
  shots: readonly Shot[],
  connections: number,
): Promise<LoadReport> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const report = startReport();
  const began = performance.now();
  let next = 0;
  const lane = async () => {
    for (let shot = shots[next++]; shot; shot = shots[next++]) await timed(report, url, shot, agent);
  };
  await Promise.all(Array.from({ length: connections }, lane));
  agent.destroy();
  return { ...report, seconds: (performance.now() - began) / 1000 };
}

/** Sends requests at their moments, however the server keeps up: how long callers wait. Late answers count from then. */
export async function openLoad(url: string, shots: readonly Shot[], perSecond: number): Promise<LoadReport> {
  const agent = new Agent({ keepAlive: true, maxSockets: 512 });
  const report = startReport();
  const began = performance.now();
  const under: Promise<void>[] = [];
  for (let next = 0; next < shots.length; ) {
    const due = Math.min(shots.length, Math.floor(((performance.now() - began) * perSecond) / 1000) + 1);
    for (; next < due; next++) {
      const shot = shots[next];
      if (shot) under.push(timed(report, url, shot, agent, began + (next * 1000) / perSecond));
    }
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  await Promise.all(under);
  agent.destroy();
  return { ...report, seconds: (performance.now() - began) / 1000 };
}

const startReport = () => ({ statuses: new Map<number, number>(), millis: [] as number[], failures: 0 });

async function timed(
  report: ReturnType<typeof startReport>,
  url: string,
  shot: Shot,
  agent: Agent,
  from = performance.now(),
): Promise<void> {
  try {
    const { status } = await shoot(url, shot, agent);
    report.millis.push(performance.now() - from);
    report.statuses.set(status, (report.statuses.get(status) ?? 0) + 1);
  } catch {
    report.failures += 1;
  }
}

/** The value below which a share of the measurements lies; NaN without any. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
