import { Button, Group, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { MapKind } from '../../workers/client.ts';
import { ItemMapView } from '../charts/ItemMapView.tsx';
import type { MapPoint } from '../charts/map-geometry.ts';
import { useLoaded } from '../shared/use-loaded.ts';
import { LassoPanel, ScoreOrEstimate } from './LassoPanel.tsx';
import { MapLegend } from './MapLegend.tsx';
import { markItems, shapesOf } from './map-marks.ts';
import { type MapPoints, positionsOf } from './map-points.ts';
import { mapCaption, mapLabel } from './map-texts.ts';
import { NeighboursPanel } from './NeighboursPanel.tsx';
import type { LiveSearch, PanelProps } from './panel-props.ts';
import { findExactScore } from './rank-items.ts';
import { estimateOf } from './run-view.ts';
import { documentsOf } from './use-named-documents.ts';

/** A map that can be drawn, whatever it was made by. */
export interface DrawnMap extends MapPoints {
  readonly kind: MapKind;
  /** Of the corpus; a stored map has fewer points. */
  readonly itemCount: number;
  /** Of the two axes of a PCA. */
  readonly varianceShare: readonly number[];
}

export interface MapBodyProps extends PanelProps {
  readonly live?: LiveSearch;
  readonly map: DrawnMap;
  /** The query embedding up to the shown round. */
  readonly path: readonly MapPoint[];
  readonly height: number;
}

/** Ringed when the exact ranking is known. */
const TOP_COUNT = 10;
const NEIGHBOUR_COUNT = 10;

/** The map as it is after the shown round, what is under the pointer, and the lists that it opens. */
export function MapBody(props: MapBodyProps) {
  const { map, path, height, run, shownRound, exact, highlighted, live, onHover, onPick } = props;
  const [lasso, setLasso] = useState<readonly number[]>();
  const [listsFound, setListsFound] = useState(false);
  const [centre, setCentre] = useState<number>();
  const marked = useMemo(
    () => markItems(run, shownRound, Array.from(exact?.docRows.subarray(0, TOP_COUNT) ?? [])),
    [run, shownRound, exact],
  );
  const marks = useMemo(
    () => shapesOf(marked).map(({ shape, docRows }) => ({ shape, positions: positionsOf(map, docRows) })),
    [map, marked],
  );
  const found = useMemo(() => [...marked.foundNow, ...marked.foundEarlier], [marked]);
  const neighbours = useNeighbours(live, run.request.method.itemSpace, centre);
  const linked = useMemo(
    () =>
      centre === undefined || !neighbours.value
        ? []
        : positionsOf(map, [centre, ...neighbours.value.map(({ document }) => document.docRow)]),
    [map, centre, neighbours.value],
  );
  const pick = (docRow: number) => {
    setCentre(docRow);
    onPick(docRow);
  };

  return (
    <>
      <ItemMapView
        label={mapLabel(map.itemCount, shownRound, marked)}
        height={height}
        points={map.points}
        marks={marks}
        path={path}
        linked={linked}
        highlighted={highlighted === undefined ? undefined : map.positionOf(highlighted)}
        onHover={(position) => onHover(position === undefined ? undefined : map.docRowAt(position))}
        onPick={(position) => pick(map.docRowAt(position))}
        onLasso={(positions) => setLasso(Array.from(positions, map.docRowAt))}
      />
      <Group justify="space-between" gap="xs" mt={6} wrap="nowrap">
        <Text size="sm" mih="1.6em" truncate>
          <Hovered {...props} />
        </Text>
        <Button
          size="compact-xs"
          variant="default"
          flex="none"
          aria-expanded={listsFound}
          onClick={() => setListsFound((lists) => !lists)}
        >
          List found items
        </Button>
      </Group>
      <MapLegend
        shownRound={shownRound}
        topCount={marked.topFound.length + marked.topComing.length + marked.topMissed.length}
      />
      <Text size="xs" c="dimmed">
        {mapCaption(map.kind, map.varianceShare)} Drag to move, Ctrl + scroll to zoom, click an item to open
        it
        {live && ' and see its neighbours'}.
        {map.points.length / 2 < map.itemCount &&
          ' Of the items not scored, a sample is kept with a stored search.'}
      </Text>
      {centre !== undefined && live && (
        <NeighboursPanel
          {...props}
          live={live}
          docRow={centre}
          neighbours={neighbours}
          onPick={pick}
          onClose={() => setCentre(undefined)}
        />
      )}
      {lasso && (
        <LassoPanel
          {...props}
          title="Selected items"
          docRows={lasso}
          onPick={pick}
          onClose={() => setLasso(undefined)}
        />
      )}
      {listsFound && (
        <LassoPanel
          {...props}
          title="Found items"
          docRows={found}
          onPick={pick}
          onClose={() => setListsFound(false)}
        />
      )}
    </>
  );
}

function useNeighbours(live: LiveSearch | undefined, itemSpace: string, docRow: number | undefined) {
  const { client, corpusId } = live ?? {};
  return useLoaded(
    useMemo(
      () =>
        client && corpusId !== undefined && docRow !== undefined
          ? (signal: AbortSignal) =>
              client.findNeighbours({ corpusId, itemSpace, docRow, count: NEIGHBOUR_COUNT }, { signal })
          : undefined,
      [client, corpusId, itemSpace, docRow],
    ),
  );
}

/** The item that is pointed at, here or in a list. */
function Hovered({ highlighted, run, shownRound, exact }: MapBodyProps) {
  const documents = useMemo(() => documentsOf(run), [run]);
  if (highlighted === undefined) {
    return (
      <Text span inherit c="dimmed">
        Point at an item, here or in a list
      </Text>
    );
  }
  const rounds = run.rounds.slice(0, shownRound);
  const shown = rounds.at(-1);
  const isFound = shown?.best.docRows.includes(highlighted);
  const document = isFound ? documents.get(highlighted) : undefined;
  return (
    <>
      {document ? document.title || document.id : 'Not scored'} ·{' '}
      <ScoreOrEstimate
        exactScore={findExactScore(highlighted, rounds, exact)}
        estimate={shown && estimateOf(shown, highlighted)}
      />
    </>
  );
}
