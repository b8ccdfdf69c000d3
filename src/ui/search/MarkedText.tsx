import { Mark } from '@mantine/core';
import { useMemo } from 'react';
import { markText } from './marked-text.ts';

/** A text with the words of the query marked. */
export function MarkedText({ text, queryText }: { text: string; queryText: string }) {
  const parts = useMemo(() => {
    let start = 0;
    return markText(text, queryText).map((part) => {
      const placed = { ...part, start };
      start += part.text.length;
      return placed;
    });
  }, [text, queryText]);
  return parts.map(({ text: part, marked, start }) => (marked ? <Mark key={start}>{part}</Mark> : part));
}
