/** A table in Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Three digits; nothing where there is no number. */
export function show(value: number | null | undefined): string {
  return value === null || value === undefined ? '' : String(Number(value.toPrecision(3)));
}
