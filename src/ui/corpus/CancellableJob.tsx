import { Button, Group, Stack, Text } from '@mantine/core';
import type { ComponentProps, ReactNode } from 'react';
import { blockedProps } from '../shared/blocked-props.ts';
import { ProgressView } from '../shared/ProgressView.tsx';

interface Props {
  title?: string;
  /** Of the progress, for screen readers. */
  label: string;
  progress: ComponentProps<typeof ProgressView>['progress'];
  /** It was cancelled and has not ended yet. */
  stopping: boolean;
  cancel: () => void;
  /** Beside the button: what cancelling does. */
  note?: string;
  children?: ReactNode;
}

/** How far a job is, with a way to stop it. */
export function CancellableJob({ title, label, progress, stopping, cancel, note, children }: Props) {
  return (
    <Stack gap="sm">
      {title && (
        <Text fw={500} className="breakable">
          {title}
        </Text>
      )}
      <ProgressView label={label} progress={progress} />
      {children}
      <Group>
        <Button
          variant="default"
          size="xs"
          onClick={cancel}
          {...blockedProps(stopping ? 'It is being cancelled.' : undefined)}
        >
          {stopping ? 'Cancelling …' : 'Cancel'}
        </Button>
        {note && (
          <Text size="sm" c="dimmed">
            {note}
          </Text>
        )}
      </Group>
    </Stack>
  );
}
