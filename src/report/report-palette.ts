/** Colours as '#rrggbb'; the page's own palette of charts has them all. */
export interface ReportPalette {
  readonly ink: string;
  readonly faintInk: string;
  readonly background: string;
  /** Methods side by side, told apart by colour-blind people by the symbols and dashes of `seriesMark`. */
  readonly series: readonly string[];
}

/** For paper and for files: the page's light colours. */
export const PRINT_PALETTE: ReportPalette = {
  ink: '#212529',
  faintInk: '#495057',
  background: '#ffffff',
  series: ['#0f6f84', '#c2560c', '#7b3fa0', '#3f7d20', '#b3246b', '#2f5fc4'],
};
