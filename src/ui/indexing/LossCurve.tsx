import { dot, lineY } from '@observablehq/plot';
import { useCallback } from 'react';
import { PlotFigure, type PlotSpace } from '../charts/PlotFigure.tsx';
import { formatLoss } from '../shared/format.ts';

interface Props {
  /** Mean squared error after each finished epoch. */
  losses: readonly number[];
  /** Epochs in all, so that the axis stands still while they come in. */
  epochs: number;
}

export function LossCurve({ losses, epochs }: Props) {
  const draw = useCallback(
    ({ palette }: PlotSpace) => {
      const points = losses.map((loss, i) => ({ epoch: i + 1, loss }));
      return {
        marginLeft: 52,
        marginBottom: 34,
        style: { color: palette.faintInk },
        x: { label: 'Epoch', domain: [1, Math.max(2, epochs)], ticks: Math.min(10, epochs), tickFormat: 'd' },
        y: { label: 'Training loss', zero: true, grid: true, nice: true, ticks: 4 },
        marks: [
          lineY(points, { x: 'epoch', y: 'loss', stroke: palette.accent, strokeWidth: 2 }),
          dot(points, { x: 'epoch', y: 'loss', fill: palette.accent, r: 2.5 }),
        ],
      };
    },
    [losses, epochs],
  );
  const last = losses[losses.length - 1];
  const label = `Training loss per epoch, from ${formatLoss(losses[0])} to ${formatLoss(last)} after ${losses.length} of ${epochs} epochs`;
  return <PlotFigure label={label} height={180} draw={draw} />;
}
