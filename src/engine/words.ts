/** Lower-case words: runs of letters and digits with their marks. */
export function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
}

/** Parts that end with a full stop, an exclamation or a question mark before a space. */
export function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.!?])\s+/u);
}
