import { Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import { ProgressView } from '../shared/ProgressView.tsx';
import type { UmapJob } from './use-umap.ts';

interface Props {
  readonly job: UmapJob;
  readonly height: number;
}

/** In place of a UMAP that there is not yet: what it takes, and how far it is. */
export function MapUmapStart({ job, height }: Props) {
  const { loading, error, computing, progress, compute, cancel } = job;
  if (loading) return <Skeleton height={height} aria-label="Looking for a UMAP" />;
  return (
    <Stack mih={height} justify="center" gap="sm">
      {error && <ErrorAlert title="UMAP could not be made" error={error} onRetry={compute} />}
      {computing ? (
        <>
          <ProgressView label="UMAP" progress={progress} />
          <Group>
            <Button size="compact-sm" variant="default" onClick={cancel}>
              Cancel
            </Button>
          </Group>
        </>
      ) : (
        !error && (
          <>
            <Text size="sm">
              UMAP keeps together what is near in all dimensions, which two axes cannot. It is computed once
              for these item vectors, by their exact nearest neighbours, and kept with the corpus. It takes
              minutes for many thousands of documents; it can be cancelled.
            </Text>
            <Group>
              <Button size="compact-sm" onClick={compute}>
                Compute UMAP
              </Button>
            </Group>
          </>
        )
      )}
    </Stack>
  );
}
