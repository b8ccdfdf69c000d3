/** One JSON object a line, its fields taken for strings: these are files of known form. */
export function jsonLines(text: string): Record<string, string>[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line));
}
