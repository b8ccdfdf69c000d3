import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './search.module.css';

export interface LegendEntryProps {
  readonly mark: 'new' | 'earlier' | 'unscored' | 'path' | 'ring' | 'axn' | 'rerank';
  readonly children: ReactNode;
}

/** A sample of a mark and what it stands for. */
export function LegendEntry({ mark, children }: LegendEntryProps) {
  return (
    <Group gap={6} wrap="nowrap">
      <span className={classes.mark} data-mark={mark} aria-hidden />
      <Text size="xs" c="dimmed">
        {children}
      </Text>
    </Group>
  );
}
