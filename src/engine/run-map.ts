import type { MapKind } from './search-records.ts';

/** A map as a kept run needs it. */
export interface RunMap {
  readonly kind: MapKind;
  /** |I| x 2 */
  readonly points: Float32Array;
  readonly varianceShare: readonly number[];
  /** Where a query embedding (d entries) lies on it; undefined for one of no length. */
  place(vector: Float64Array): readonly [number, number] | undefined;
}
