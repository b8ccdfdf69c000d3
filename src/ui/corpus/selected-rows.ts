/** The selection with `docRow` added, or without it where it was selected. */
export function toggleRow(selected: ReadonlySet<number>, docRow: number): Set<number> {
  const toggled = new Set(selected);
  if (!toggled.delete(docRow)) toggled.add(docRow);
  return toggled;
}
