/** The way of the query embedding over a map, oldest place first: what each kind of map knows of it. */
import { NEAREST_FOR_PLACE, placeAmong, placeByProjection } from '../../core/place-query.ts';
import { topK } from '../../core/top-k.ts';
import type { ItemMap } from '../../workers/client.ts';
import type { MapPoint } from '../charts/map-geometry.ts';
import type { RoundView } from './run-view.ts';

/** Projected: before any round (where `priorVector` is there and not zero), then after each of the rounds. */
export function projectedPath(
  map: ItemMap,
  priorVector: Float64Array | undefined,
  rounds: readonly RoundView[],
): MapPoint[] {
  const embeddings = [priorVector, ...rounds.map(({ queryVector }) => queryVector)];
  return toPath(embeddings.map((embedding) => embedding && placeByProjection(map, embedding)));
}

/** Among the items with the highest estimates after each of the rounds; before the first there are none. */
export function pathAmongItems(points: Float32Array, rounds: readonly RoundView[]): MapPoint[] {
  return toPath(
    rounds.map(({ estimates }) =>
      estimates instanceof Float32Array
        ? placeAmong(points, topK(estimates, NEAREST_FOR_PLACE).docRows)
        : undefined,
    ),
  );
}

/** As it was stored with a run. */
export function storedPath(rounds: readonly RoundView[]): MapPoint[] {
  return toPath(rounds.map(({ mapPoint }) => mapPoint));
}

function toPath(places: readonly (readonly [number, number] | undefined)[]): MapPoint[] {
  return places.flatMap((place) => (place ? [{ x: place[0], y: place[1] }] : []));
}
