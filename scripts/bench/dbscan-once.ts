import densityClustering from 'density-clustering';
import { dbscan } from '../../src/analytics/dbscan.js';
import { scatterOf } from './city.js';

/**
 * Clusters once in a process of its own, so that nothing is warmed up: node dbscan-once.js ours|density-clustering POINTS EPS
 * MIN_POINTS. Prints {seconds, peakMb, clusters}.
 */
const [engine, points, eps, minPoints] = process.argv.slice(2);
const { x, y } = await scatterOf(points ?? '');
const rows = engine === 'ours' ? [] : Array.from(x, (east, i) => [east, y[i] as number]);
const before = process.resourceUsage().maxRSS;
const started = performance.now();
const clusters =
  engine === 'ours'
    ? dbscan(x, y, { epsMetres: Number(eps), minPoints: Number(minPoints) }).clusterCount
    : new densityClustering.DBSCAN().run(rows, Number(eps) * (1 + 1e-12), Number(minPoints)).length;
const seconds = (performance.now() - started) / 1000;
const peakMb = (process.resourceUsage().maxRSS - before) / 1024;
console.log(JSON.stringify({ seconds, peakMb, clusters }));
