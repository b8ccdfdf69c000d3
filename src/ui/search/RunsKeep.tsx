import { Anchor, Button, Group, Text } from '@mantine/core';
import { IconDeviceFloppy } from '@tabler/icons-react';
import { useState } from 'react';
import type { MapKind, RunSummary, SearchResult } from '../../workers/client.ts';
import { useAsked } from '../models/use-asked.ts';
import { blockedProps } from '../shared/blocked-props.ts';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import { hrefOfRun } from '../shared/route.ts';
import { RunsCopyAddress } from './RunsCopyAddress.tsx';
import { addressOfRun } from './runs-address.ts';
import type { SearchClient } from './search-client.ts';

export interface RunsKeepProps {
  readonly client: Pick<SearchClient, 'keepRun'>;
  readonly corpusId: string;
  /** Of one query, one a method; at least one. */
  readonly results: readonly SearchResult[];
  /** What the map shows. */
  readonly mapKind: MapKind;
  /** Why nothing can be kept from here. */
  readonly blockedBecause: string | undefined;
}

/** Keeps a finished search and shows where it is then. It belongs to one search: give it a key. */
export function RunsKeep({ client, corpusId, results, mapKind, blockedBecause }: RunsKeepProps) {
  const [kept, setKept] = useState<RunSummary>();
  const keeping = useAsked<RunSummary>();

  async function keep() {
    setKept(await keeping.ask((signal) => client.keepRun({ corpusId, results, mapKind }, { signal })));
  }

  return (
    <>
      {kept ? (
        <Group gap="xs">
          <Text size="sm" role="status" className="breakable">
            Kept at <Anchor href={hrefOfRun(kept.runId)}>{addressOfRun(kept.runId)}</Anchor>
          </Text>
          <RunsCopyAddress runId={kept.runId} />
        </Group>
      ) : (
        <Button
          size="xs"
          variant="default"
          loading={keeping.asking}
          leftSection={<IconDeviceFloppy size={14} aria-hidden />}
          onClick={keep}
          {...blockedProps(blockedBecause)}
        >
          Keep this search
        </Button>
      )}
      {keeping.error && <ErrorAlert title="The search was not kept" error={keeping.error} />}
    </>
  );
}
