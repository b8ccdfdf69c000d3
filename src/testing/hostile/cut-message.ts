/** What is left of an error that quotes a text without end: `name: start…`, the text's one character over and over, the end. */
export function cutMessage(start: string, quoted: string, end: string): string {
  const half = 2000;
  const nameLength = start.indexOf(': ') + 2;
  const first = start.padEnd(nameLength + half, quoted);
  return `${first} … ${end.padStart(half, quoted)}`;
}
