import { Text } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { formatCount } from '../shared/format.ts';
import { useChartPalette } from './chart-palette.ts';
import { drawLater } from './draw-queue.ts';
import classes from './ItemMapView.module.css';
import { type ItemScatterplot, openItemScatterplot, type ShownPoints } from './item-scatterplot.ts';
import { MapMark } from './MapMark.tsx';
import { MapTools } from './MapTools.tsx';
import {
  fitHolds,
  fitMap,
  INITIAL_VIEW,
  type MapFit,
  type MapPoint,
  type MarkShape,
  toScreen,
  toUnit,
} from './map-geometry.ts';
import { QueryPath } from './QueryPath.tsx';

export interface ItemMapViewProps {
  /** Accessible name: what the map says, in a sentence. */
  readonly label: string;
  readonly height: number;
  /** n x 2, map coordinates: one item a position. */
  readonly points: Float32Array;
  /** Positions that are marked; later marks lie over earlier ones. */
  readonly marks: readonly { readonly shape: MarkShape; readonly positions: readonly number[] }[];
  /** The query embedding from round to round, oldest first, map coordinates. */
  readonly path: readonly MapPoint[];
  /** Lines from the first position to each of the others. */
  readonly linked: readonly number[];
  readonly highlighted: number | undefined;
  readonly onHover: (position: number | undefined) => void;
  readonly onPick: (position: number) => void;
  readonly onLasso: (positions: Uint32Array) => void;
}

/** Items as points on two axes, marks and the query embedding's path over them; pan, zoom, hover, pick and lasso. */
export function ItemMapView(props: ItemMapViewProps) {
  const { points, marks, path, linked, height } = props;
  const { ref: sizeRef, width } = useElementSize<HTMLDivElement>();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [scatterplot, setScatterplot] = useState<ItemScatterplot>();
  const [view, setView] = useState(INITIAL_VIEW);
  const [shown, setShown] = useState<ShownPoints>();
  const [isLassoOn, setLassoOn] = useState(false);
  const [unavailable, setUnavailable] = useState(false);
  const palette = useChartPalette();
  const fit = useFit(points, path, width > 0 ? width / height : 1);
  const onHover = useEffectEvent(props.onHover);
  const onPick = useEffectEvent(props.onPick);
  const onLasso = useEffectEvent((positions: Uint32Array) => {
    setLassoOn(false);
    props.onLasso(positions);
  });
  const openPlot = useEffectEvent((element: HTMLCanvasElement) =>
    openItemScatterplot({
      canvas: element,
      palette,
      onView: setView,
      onShown: setShown,
      onHover,
      onPick,
      onLasso,
    }),
  );

  useEffect(() => {
    let plot: ItemScatterplot | undefined;
    const takeBack = drawLater(() => {
      if (!canvas.current) return;
      try {
        plot = openPlot(canvas.current);
        setScatterplot(plot);
      } catch {
        // The message below says what that means here.
        setUnavailable(true);
      }
    });
    return () => {
      takeBack();
      plot?.close();
      // A screen that is kept keeps its state: the effects below would go on with what is closed.
      setScatterplot(undefined);
    };
  }, []);
  useEffect(() => scatterplot?.setPalette(palette), [scatterplot, palette]);
  useEffect(() => scatterplot?.setLasso(isLassoOn), [scatterplot, isLassoOn]);
  useEffect(
    () => scatterplot?.setAlwaysShown(marks.flatMap(({ positions }) => positions)),
    [scatterplot, marks],
  );
  useEffect(() => {
    if (width > 0) scatterplot?.resize(width, height);
  }, [scatterplot, width, height]);
  useEffect(() => {
    if (width > 0) scatterplot?.draw({ points, fit });
  }, [scatterplot, points, fit, width]);

  if (unavailable) {
    return (
      <Text size="sm" c="dimmed" className={classes.unavailable} style={{ minHeight: height }}>
        The map needs WebGL, which this browser does not offer or has switched off. Everything else works
        without it.
      </Text>
    );
  }

  const size = { width, height };
  const screen = (point: MapPoint) => toScreen(view, size, toUnit(fit, point));
  const placeOf = (position: number) => screen({ x: points[2 * position], y: points[2 * position + 1] });
  const [centre, ...others] = linked.map(placeOf);
  return (
    <div
      ref={sizeRef}
      className={classes.map}
      style={{ height }}
      // Plain scrolling stays the page's; Ctrl or ⌘ (and a pinch, which browsers report the same way) zooms.
      onWheelCapture={(event) => {
        if (!event.ctrlKey && !event.metaKey) event.stopPropagation();
      }}
    >
      <canvas ref={canvas} role="img" aria-label={props.label} className={classes.canvas} />
      {width > 0 && (
        <svg className={classes.overlay} width={width} height={height} aria-hidden>
          {others.map(({ x, y }, i) => (
            <line key={linked[i + 1]} x1={centre.x} y1={centre.y} x2={x} y2={y} className={classes.link} />
          ))}
          {marks.map(({ shape, positions }) => (
            <MapMark
              key={shape}
              shape={shape}
              places={positions.map(placeOf)}
              size={size}
              palette={palette}
            />
          ))}
          <QueryPath places={path.map(screen)} />
          {props.highlighted !== undefined && <Highlight place={placeOf(props.highlighted)} />}
        </svg>
      )}
      {shown && shown.shown < shown.total && <div className={classes.shown}>{shownText(shown)}</div>}
      <MapTools
        isLassoOn={isLassoOn}
        onLassoToggle={() => setLassoOn((isOn) => !isOn)}
        onZoom={(factor) => scatterplot?.zoom(factor)}
        onReset={() => scatterplot?.resetView()}
      />
    </div>
  );
}

/** The same until the path leaves it, because with another one all points are drawn anew. */
function useFit(points: Float32Array, path: readonly MapPoint[], aspect: number): MapFit {
  const [kept, setKept] = useState<{
    points: Float32Array;
    path: readonly MapPoint[];
    aspect: number;
    fit: MapFit;
  }>();
  const known =
    kept?.points === points &&
    kept.aspect === aspect &&
    (kept.path === path || fitHolds(kept.fit, path, aspect));
  const fit = useMemo(
    () => (known && kept ? kept.fit : fitMap(points, path, aspect)),
    [known, kept, points, path, aspect],
  );
  if (!known) setKept({ points, path, aspect, fit });
  return fit;
}

function shownText({ shown, total, isMoving }: ShownPoints): string {
  const count = `Showing ${formatCount(shown)} of ${formatCount(total)} points`;
  return isMoving
    ? `${count} while moving`
    : `${count}: as many as this machine draws quickly, and all marked ones`;
}

function Highlight({ place }: { readonly place: MapPoint }) {
  return <circle cx={place.x} cy={place.y} r={10} className={classes.highlight} />;
}
