/**
 * What a spreadsheet would take for a formula at the start of a cell, and run: such text gets an apostrophe before it. A
 * number with a sign is none. Spreadsheets look past a tab or a line break, so those count too.
 */
export const SPREADSHEET_FORMULA = /^(?![+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$)[=+\-@\t\r\n]/i;
