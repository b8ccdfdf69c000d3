import { Group, Paper, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import classes from './search.module.css';

export interface PanelProps {
  readonly title: string;
  /** Beside the title: a toggle, a count. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** One part of the round inspector: a titled region. */
export function Panel({ title, aside, children }: PanelProps) {
  const titleId = useId();
  return (
    <Paper component="section" withBorder p="md" className={classes.panel} aria-labelledby={titleId}>
      <Group justify="space-between" gap="xs" mb="sm" mih={28}>
        <Title order={3} size="h5" id={titleId}>
          {title}
        </Title>
        {aside}
      </Group>
      {children}
    </Paper>
  );
}
