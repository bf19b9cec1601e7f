declare module 'density-clustering' {
  export class DBSCAN {
    /** Clusters of positions in `dataset`; `minPts` counts the point itself; neighbours lie strictly within `epsilon`. */
    run(dataset: number[][], epsilon: number, minPts: number): number[][];
    noise: number[];
  }
  const densityClustering: { DBSCAN: typeof DBSCAN };
  export default densityClustering;
}
