import { Badge, Button, Group, Title } from '@mantine/core';
import { IconPlayerStop } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './search.module.css';

export interface SearchHeadingProps {
  readonly queryText: string;
  readonly searching: boolean;
  readonly following: boolean;
  readonly onFollow: () => void;
  readonly onCancel: () => void;
  /** What can be done with a search that has ended. */
  readonly actions: ReactNode;
}

/** The query that was sent and, while rounds come in, what can be done about it. */
export function SearchHeading(props: SearchHeadingProps) {
  const { queryText, searching, following, onFollow, onCancel, actions } = props;
  return (
    <Group justify="space-between" gap="xs" mih={30}>
      <Title order={2} size="h4" className={classes.heading}>
        {queryText}
      </Title>
      {searching ? (
        <Group gap="xs">
          {following ? (
            <Badge variant="light" className={classes.plainBadge}>
              following the latest round
            </Badge>
          ) : (
            <Button size="xs" variant="subtle" onClick={onFollow}>
              Follow the latest round
            </Button>
          )}
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlayerStop size={14} aria-hidden />}
            onClick={onCancel}
          >
            Cancel
          </Button>
        </Group>
      ) : (
        actions
      )}
    </Group>
  );
}
