import { Group, Skeleton, Text } from '@mantine/core';
import { useCallback, useMemo } from 'react';
import type { ItemMap, RoundReport } from '../../workers/client.ts';
import { ItemMapView } from '../charts/ItemMapView.tsx';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import { formatPercent } from '../shared/format.ts';
import { useLoaded } from '../shared/use-loaded.ts';
import { itemKinds } from './item-kinds.ts';
import { LegendEntry } from './LegendEntry.tsx';
import { Panel } from './Panel.tsx';
import { queryPath } from './query-path.ts';
import { EstimatedScore, ExactScore } from './ScoreText.tsx';
import type { SearchClient } from './search-client.ts';
import type { MethodRun } from './search-state.ts';

export interface MapPanelProps {
  readonly client: SearchClient;
  readonly run: MethodRun;
  /** From 1. */
  readonly shownRound: number;
  /** docRows of the exact top; empty while the exact ranking is not known. */
  readonly exactTop: readonly number[];
  readonly highlighted: number | undefined;
  readonly onHover: (docRow: number | undefined) => void;
  readonly onPick: (docRow: number) => void;
}

const MAP_HEIGHT = 380;

/** The item vectors on two axes, the items the search has found, and the query embedding moving among them. */
export function MapPanel({ client, ...props }: MapPanelProps) {
  const { corpusId, itemSpace } = props.run.request;
  const map = useLoaded(
    useCallback(
      (signal: AbortSignal) => client.readItemMap({ corpusId, itemSpace }, { signal }),
      [client, corpusId, itemSpace],
    ),
  );
  return (
    <Panel title="Map">
      {map.value ? (
        <LoadedMap {...props} map={map.value} />
      ) : map.error ? (
        <ErrorAlert title="The map could not be made" error={map.error} onRetry={map.reload} />
      ) : (
        <Skeleton height={MAP_HEIGHT} aria-label="Making the map" />
      )}
    </Panel>
  );
}

function LoadedMap(props: Omit<MapPanelProps, 'client'> & { map: ItemMap }) {
  const { map, run, shownRound, exactTop, highlighted } = props;
  const { rounds, result } = run;
  const itemCount = map.points.length / 2;
  const kinds = useMemo(() => itemKinds(rounds, shownRound, itemCount), [rounds, shownRound, itemCount]);
  const path = useMemo(
    () => queryPath(map, result?.priorVector, rounds, shownRound),
    [map, result?.priorVector, rounds, shownRound],
  );
  const [first, second] = map.varianceShare;
  return (
    <>
      <ItemMapView
        label={`Map of ${itemCount} items after round ${shownRound}`}
        height={MAP_HEIGHT}
        points={map.points}
        kinds={kinds}
        path={path}
        ringed={exactTop}
        highlighted={highlighted}
        onHover={props.onHover}
        onPick={props.onPick}
      />
      <Text size="sm" mih="1.6em" mt={6} truncate>
        <Hovered round={rounds[shownRound - 1]} rounds={rounds} docRow={highlighted} />
      </Text>
      <Group gap="md" mt={4} mb={6}>
        <LegendEntry mark="new">new in round {shownRound}</LegendEntry>
        <LegendEntry mark="earlier">found earlier</LegendEntry>
        <LegendEntry mark="unscored">not scored</LegendEntry>
        <LegendEntry mark="path">query embedding, round by round</LegendEntry>
        {exactTop.length > 0 && <LegendEntry mark="ring">exact top {exactTop.length}</LegendEntry>}
      </Group>
      <Text size="xs" c="dimmed">
        PCA of the item vectors; the axes carry {formatPercent(first)} and {formatPercent(second)} of the
        variance, so distances are approximate. The query embedding is projected, and scaled to the mean
        length of the items: its direction is what ranks them. Drag to move, Ctrl + scroll to zoom, click an
        item to read it.
      </Text>
    </>
  );
}

/** The item under the pointer; an item without an exact score is shown with its estimate. */
function Hovered({
  round,
  rounds,
  docRow,
}: {
  round: RoundReport;
  rounds: readonly RoundReport[];
  docRow: number | undefined;
}) {
  if (docRow === undefined) {
    return (
      <Text span inherit c="dimmed">
        Point at an item, here or in a list
      </Text>
    );
  }
  for (const { newItems, index } of rounds) {
    const item = newItems.find(({ document }) => document.docRow === docRow);
    if (item && index <= round.index) {
      return (
        <>
          {item.document.title || item.document.id} · <ExactScore score={item.exactScore} fw={600} />
        </>
      );
    }
  }
  return (
    <>
      Not scored · estimate after round {round.index}: <EstimatedScore score={round.estimates[docRow]} />
    </>
  );
}
