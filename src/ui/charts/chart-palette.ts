import { type MantineTheme, useComputedColorScheme, useMantineTheme } from '@mantine/core';
import { useMemo } from 'react';

type ColorScheme = 'light' | 'dark';

/** Colours as '#rrggbb', because WebGL cannot read CSS variables. */
export interface ChartPalette {
  readonly ink: string;
  readonly faintInk: string;
  readonly grid: string;
  readonly background: string;
  /** The thing the chart is about: AXN, the items of the chosen round. */
  readonly accent: string;
  /** What it is compared with: retrieve and re-rank. Told from the accent also by colour-blind people. */
  readonly contrast: string;
  /** The accent, paler: what earlier rounds found. */
  readonly softAccent: string;
  /** Context: all that is neither. */
  readonly muted: string;
  /** Methods side by side, told apart by colour-blind people by the symbols and dashes of `seriesMark`. */
  readonly series: readonly string[];
}

/** The colours every chart draws with; the accent is the theme's primary colour. */
export function chartPalette(theme: MantineTheme, scheme: ColorScheme): ChartPalette {
  const { colors, primaryColor } = theme;
  return scheme === 'light'
    ? {
        ink: colors.gray[9],
        faintInk: colors.gray[7],
        grid: colors.gray[3],
        background: '#ffffff',
        accent: colors[primaryColor][7],
        softAccent: colors[primaryColor][3],
        contrast: '#c2560c',
        muted: colors.gray[6],
        series: [colors[primaryColor][7], '#c2560c', '#7b3fa0', '#3f7d20', '#b3246b', '#2f5fc4'],
      }
    : {
        ink: colors.gray[2],
        faintInk: colors.gray[5],
        grid: colors.dark[4],
        background: colors.dark[7],
        accent: colors[primaryColor][4],
        softAccent: colors[primaryColor][7],
        contrast: '#ff9f4a',
        muted: colors.dark[2],
        series: [colors[primaryColor][4], '#ff9f4a', '#c79be8', '#8fce6a', '#f58bbf', '#8fb2ff'],
      };
}

/** The palette of the colour scheme in use, also when that is the system's. */
export function useChartPalette(): ChartPalette {
  const theme = useMantineTheme();
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  return useMemo(() => chartPalette(theme, scheme), [theme, scheme]);
}

/** CSS colour of a round, counted from 1: from cool (early) to warm (late), equally light. */
export function roundColor(round: number, roundCount: number): string {
  const lateness = roundCount > 1 ? (round - 1) / (roundCount - 1) : 0;
  const hue = (255 + lateness * 150) % 360;
  return `light-dark(oklch(0.5 0.13 ${hue.toFixed(0)}), oklch(0.8 0.11 ${hue.toFixed(0)}))`;
}
