/** The addresses that were typed, one a line or with commas between them. */
export function addressesIn(text: string): string[] {
  return text.split(/[\s,]+/).filter((address) => address !== '');
}
