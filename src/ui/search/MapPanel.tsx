import { SegmentedControl, Skeleton } from '@mantine/core';
import { useCallback, useMemo, useState } from 'react';
import type { MapKind, StoredMap } from '../../workers/client.ts';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import { useLoaded } from '../shared/use-loaded.ts';
import { type DrawnMap, MapBody } from './MapBody.tsx';
import { MapUmapStart } from './MapUmapStart.tsx';
import { createMapPoints } from './map-points.ts';
import { Panel } from './Panel.tsx';
import type { LiveSearch, PanelProps } from './panel-props.ts';
import { pathAmongItems, projectedPath, storedPath } from './query-path.ts';
import { useUmap } from './use-umap.ts';

export interface MapPanelProps extends PanelProps {
  /** One of the two is there: an open corpus, or the map that was kept with a stored search. */
  readonly live?: LiveSearch;
  readonly stored?: StoredMap;
  /** Told when the person chooses another kind. */
  readonly onKind?: (kind: MapKind) => void;
}

const HEIGHT = 380;
const KINDS: readonly { value: MapKind; label: string }[] = [
  { value: 'pca', label: 'PCA' },
  { value: 'umap', label: 'UMAP' },
];

/** The item vectors in two dimensions, what the search has found, and the query embedding moving among them. */
export function MapPanel({ stored, ...props }: MapPanelProps) {
  const [kind, setKind] = useState<MapKind>('pca');
  const { live, onKind } = props;
  const choose = (chosen: MapKind) => {
    setKind(chosen);
    onKind?.(chosen);
  };
  return (
    <Panel
      title="Map"
      {...(live && {
        aside: (
          <SegmentedControl<MapKind>
            size="xs"
            aria-label="Kind of map"
            data={[...KINDS]}
            value={kind}
            onChange={choose}
          />
        ),
      })}
    >
      {stored && <StoredItemMap {...props} stored={stored} />}
      {live && kind === 'pca' && <PcaMap {...props} live={live} />}
      {live && kind === 'umap' && <UmapItemMap {...props} live={live} />}
    </Panel>
  );
}

type LiveProps = PanelProps & { readonly live: LiveSearch };

function PcaMap(props: LiveProps) {
  const { live, run, shownRound } = props;
  const { client, corpusId } = live;
  const { itemSpace } = run.request.method;
  const loaded = useLoaded(
    useCallback(
      (signal: AbortSignal) => client.readItemMap({ corpusId, itemSpace }, { signal }),
      [client, corpusId, itemSpace],
    ),
  );
  const { value } = loaded;
  const map = useMemo(() => value && drawnMap('pca', value.points, value.varianceShare), [value]);
  const path = useMemo(
    () => (value ? projectedPath(value, run.result?.priorVector, run.rounds.slice(0, shownRound)) : []),
    [value, run, shownRound],
  );
  if (map) return <MapBody {...props} map={map} path={path} height={HEIGHT} />;
  return loaded.error ? (
    <ErrorAlert title="The map could not be made" error={loaded.error} onRetry={loaded.reload} />
  ) : (
    <Skeleton height={HEIGHT} aria-label="Making the map" />
  );
}

function UmapItemMap(props: LiveProps) {
  const { live, run, shownRound } = props;
  const job = useUmap(live, run.request.method.itemSpace);
  const { umap } = job;
  const map = useMemo(() => umap && drawnMap('umap', umap.points, []), [umap]);
  const path = useMemo(
    () => (umap ? pathAmongItems(umap.points, run.rounds.slice(0, shownRound)) : []),
    [umap, run, shownRound],
  );
  return map ? (
    <MapBody {...props} map={map} path={path} height={HEIGHT} />
  ) : (
    <MapUmapStart job={job} height={HEIGHT} />
  );
}

/** Of a whole corpus. */
function drawnMap(kind: MapKind, points: Float32Array, varianceShare: readonly number[]): DrawnMap {
  return { ...createMapPoints(points), kind, itemCount: points.length / 2, varianceShare };
}

function StoredItemMap({ stored, ...props }: PanelProps & { readonly stored: StoredMap }) {
  const { run, shownRound } = props;
  const itemCount = run.result?.itemCount ?? stored.docRows.length;
  const map = useMemo((): DrawnMap => {
    const { points, docRows, kind, varianceShare } = stored;
    return { ...createMapPoints(points, docRows), kind, itemCount, varianceShare };
  }, [stored, itemCount]);
  const path = useMemo(() => storedPath(run.rounds.slice(0, shownRound)), [run, shownRound]);
  return <MapBody {...props} map={map} path={path} height={HEIGHT} />;
}
