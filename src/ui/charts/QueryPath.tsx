import { useId } from 'react';
import classes from './ItemMapView.module.css';
import type { MapPoint } from './map-geometry.ts';

/** CSS pixels; on a shorter step an arrowhead would hide the step. */
const ARROW_ROOM = 16;

/** From place to place (CSS pixels), with arrows. Dashed, because a query embedding is only approximately where it is drawn. */
export function QueryPath({ places }: { readonly places: readonly MapPoint[] }) {
  const arrowId = useId();
  const last = places.at(-1);
  if (!last) return null;
  const steps = places.slice(1).map((to, i) => ({ step: i + 1, from: places[i], to }));
  return (
    <g className={classes.path}>
      <defs>
        <marker
          id={arrowId}
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
              {...(hasRoom && { markerEnd: `url(#${arrowId})` })}
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
