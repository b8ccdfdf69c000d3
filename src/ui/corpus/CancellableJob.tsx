import { Button, Group, Stack, Text } from '@mantine/core';
import type { ComponentProps, ReactNode } from 'react';
import { ProgressView } from '../shared/ProgressView.tsx';
import { useImport } from './import-context.ts';

interface Props {
  title: string;
  /** Of the progress, for screen readers. */
  label: string;
  progress: ComponentProps<typeof ProgressView>['progress'];
  stopping: boolean;
  children?: ReactNode;
}

/** What runs in the place of an import, with a way to stop it. */
export function CancellableJob({ title, label, progress, stopping, children }: Props) {
  const { cancel } = useImport();
  return (
    <Stack gap="sm">
      <Text fw={500} className="breakable">
        {title}
      </Text>
      <ProgressView label={label} progress={progress} />
      {children}
      <Group>
        <Button variant="default" onClick={cancel} disabled={stopping}>
          {stopping ? 'Cancelling …' : 'Cancel'}
        </Button>
        <Text size="sm" c="dimmed">
          Cancelling leaves nothing behind.
        </Text>
      </Group>
    </Stack>
  );
}
