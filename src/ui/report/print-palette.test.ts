import { DEFAULT_THEME, mergeMantineTheme } from '@mantine/core';
import { expect, it } from 'vitest';
import { PRINT_PALETTE } from '../../report/report-palette.ts';
import { chartPalette } from '../charts/chart-palette.ts';
import { theme } from '../shared/theme.ts';

it('prints in the colours of the page', () => {
  expect(chartPalette(mergeMantineTheme(DEFAULT_THEME, theme), 'light')).toMatchObject(PRINT_PALETTE);
});
