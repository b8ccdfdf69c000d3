import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

/** The one accent colour; shades 6 and 7 carry white text at 4.7:1 and 5.7:1. */
const petrol: MantineColorsTuple = [
  '#e7f5f8',
  '#d2e8ee',
  '#a4d1dd',
  '#73b9cb',
  '#4ea5bc',
  '#3799b3',
  '#1b7d95',
  '#0f6f84',
  '#075d70',
  '#004b5c',
];

export const theme = createTheme({
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 6 },
  colors: { petrol },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.5rem', lineHeight: '1.3' },
      h2: { fontSize: '1.125rem', lineHeight: '1.4' },
      h3: { fontSize: '1rem', lineHeight: '1.4' },
    },
  },
  components: {
    // Told from the text around it by more than its colour.
    Anchor: { defaultProps: { underline: 'always' } },
    // So that it can be scrolled by keyboard.
    TableScrollContainer: { defaultProps: { scrollAreaProps: { viewportProps: { tabIndex: 0 } } } },
    Tooltip: { defaultProps: { multiline: true, maw: 320, withArrow: true, openDelay: 200 } },
    Popover: { defaultProps: { shadow: 'md', withArrow: true } },
    Modal: { defaultProps: { centered: true } },
  },
});

/** Mantine's own dimmed, error and teal texts miss a contrast of 4.5:1; its light variant is murky on dark. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#5f6871',
    '--mantine-color-error': '#c92a2a',
    '--mantine-color-teal-light-color': '#066649',
  },
  dark: {
    '--mantine-color-dimmed': '#a3a3a3',
    '--mantine-color-error': '#ff8787',
    '--mantine-color-petrol-light': 'rgb(43 155 181 / 20%)',
    '--mantine-color-petrol-light-hover': 'rgb(43 155 181 / 30%)',
    '--mantine-color-petrol-light-color': petrol[2],
  },
});
