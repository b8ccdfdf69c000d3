/** Items on a map by their position in it: all of a corpus in the order of their rows, or some of them. */

export interface MapPoints {
  /** n x 2 */
  readonly points: Float32Array;
  docRowAt(position: number): number;
  /** Undefined for an item that is not on the map. */
  positionOf(docRow: number): number | undefined;
}

/** `docRows`: of each position; absent where position and docRow are the same. */
export function createMapPoints(points: Float32Array, docRows?: Uint32Array): MapPoints {
  const count = points.length / 2;
  if (!docRows) {
    return {
      points,
      docRowAt: (position) => position,
      positionOf: (docRow) => (docRow < count ? docRow : undefined),
    };
  }
  const positions = new Map(Array.from(docRows, (docRow, position) => [docRow, position]));
  return {
    points,
    docRowAt: (position) => docRows[position],
    positionOf: (docRow) => positions.get(docRow),
  };
}

/** Of the items that are on the map. */
export function positionsOf(map: MapPoints, docRows: Iterable<number>): number[] {
  return Array.from(docRows, map.positionOf).filter((position) => position !== undefined);
}
