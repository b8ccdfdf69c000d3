import { ActionIcon, Text } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { IconFocusCentered, IconMinus, IconPlus } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { useChartPalette } from './chart-palette.ts';
import classes from './charts.module.css';
import { type ItemScatterplot, openItemScatterplot } from './item-scatterplot.ts';
import { fitMap, INITIAL_VIEW, type MapPoint, toScreen, toUnit } from './map-geometry.ts';

export interface ItemMapViewProps {
  /** Accessible name: what the map says, in a sentence. */
  readonly label: string;
  readonly height: number;
  /** rows x 2: one item per docRow, map coordinates. */
  readonly points: Float32Array;
  /** ITEM_KIND of each docRow. */
  readonly kinds: Uint8Array;
  /** The query embedding from round to round, oldest first, map coordinates. */
  readonly path: readonly MapPoint[];
  /** docRows to draw a ring around. */
  readonly ringed: readonly number[];
  readonly highlighted: number | undefined;
  readonly onHover: (docRow: number | undefined) => void;
  readonly onPick: (docRow: number) => void;
}

/** Items as points on two axes, with the query embedding's path drawn over them; pan, zoom, hover and pick. */
export function ItemMapView(props: ItemMapViewProps) {
  const { points, kinds, path, height } = props;
  const { ref: sizeRef, width } = useElementSize<HTMLDivElement>();
  const canvas = useRef<HTMLCanvasElement>(null);
  const scatterplot = useRef<ItemScatterplot>(undefined);
  const [view, setView] = useState(INITIAL_VIEW);
  const [unavailable, setUnavailable] = useState(false);
  const palette = useChartPalette();
  const onHover = useEffectEvent(props.onHover);
  const onPick = useEffectEvent(props.onPick);
  const openPlot = useEffectEvent((element: HTMLCanvasElement) =>
    openItemScatterplot({ canvas: element, palette, onView: setView, onHover, onPick }),
  );
  const fit = useMemo(
    () => fitMap(points, path, width > 0 ? width / height : 1),
    [points, path, width, height],
  );

  useEffect(() => {
    if (!canvas.current) return;
    try {
      const plot = openPlot(canvas.current);
      scatterplot.current = plot;
      return () => plot.close();
    } catch {
      // regl says only that WebGL is missing; the message below says what that means here.
      setUnavailable(true);
    }
  }, []);
  useEffect(() => scatterplot.current?.setPalette(palette), [palette]);
  useEffect(() => {
    if (width > 0) scatterplot.current?.resize(width, height);
  }, [width, height]);
  useEffect(() => {
    if (width > 0) scatterplot.current?.draw({ points, kinds, fit });
  }, [points, kinds, fit, width]);

  if (unavailable) {
    return (
      <Text size="sm" c="dimmed" className={classes.unavailable} style={{ minHeight: height }}>
        The map needs WebGL, which this browser does not offer or has switched off. Everything else works
        without it.
      </Text>
    );
  }

  const screen = (point: MapPoint) => toScreen(view, { width, height }, toUnit(fit, point));
  const screenOfRow = (docRow: number) => screen({ x: points[2 * docRow], y: points[2 * docRow + 1] });
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
          <QueryPath places={path.map(screen)} />
          {props.ringed.map((docRow) => {
            const { x, y } = screenOfRow(docRow);
            return <circle key={docRow} cx={x} cy={y} r={7} className={classes.ring} />;
          })}
          {props.highlighted !== undefined && <Highlight place={screenOfRow(props.highlighted)} />}
        </svg>
      )}
      <div className={classes.mapTools}>
        <ActionIcon.Group orientation="vertical">
          <ActionIcon
            variant="default"
            size="sm"
            aria-label="Zoom in"
            onClick={() => scatterplot.current?.zoom(1.6)}
          >
            <IconPlus size={14} />
          </ActionIcon>
          <ActionIcon
            variant="default"
            size="sm"
            aria-label="Zoom out"
            onClick={() => scatterplot.current?.zoom(1 / 1.6)}
          >
            <IconMinus size={14} />
          </ActionIcon>
          <ActionIcon
            variant="default"
            size="sm"
            aria-label="Show the whole map"
            onClick={() => scatterplot.current?.resetView()}
          >
            <IconFocusCentered size={14} />
          </ActionIcon>
        </ActionIcon.Group>
      </div>
    </div>
  );
}

/** CSS pixels; on a shorter step an arrowhead would hide the step. */
const ARROW_ROOM = 16;

/** Dashed, because a projected embedding is only approximately where it is drawn. */
function QueryPath({ places }: { places: readonly MapPoint[] }) {
  const last = places.at(-1);
  if (!last) return null;
  const steps = places.slice(1).map((to, i) => ({ step: i + 1, from: places[i], to }));
  return (
    <g className={classes.path}>
      <defs>
        <marker
          id="query-path-arrow"
          viewBox="0 0 8 8"
          refX={7}
          refY={4}
          markerWidth={7}
          markerHeight={7}
          orient="auto"
        >
          <path d="M0 0 L8 4 L0 8 z" className={classes.arrow} />
        </marker>
      </defs>
      {steps.map(({ step, from, to }) => {
        const hasRoom = Math.hypot(to.x - from.x, to.y - from.y) >= ARROW_ROOM;
        return (
          <g key={step}>
            <line
              x1={from.x}
              y1={from.y}
              x2={to.x}
              y2={to.y}
              {...(hasRoom && { markerEnd: 'url(#query-path-arrow)' })}
            />
            <circle cx={to.x} cy={to.y} r={2} className={classes.pathStop} />
          </g>
        );
      })}
      <rect x={places[0].x - 3} y={places[0].y - 3} width={6} height={6} className={classes.pathStart} />
      <circle cx={last.x} cy={last.y} r={5} className={classes.pathEnd} />
    </g>
  );
}

function Highlight({ place }: { place: MapPoint }) {
  return <circle cx={place.x} cy={place.y} r={10} className={classes.highlight} />;
}
