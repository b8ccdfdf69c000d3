import { Button, Code, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMemo } from 'react';
import type { StoredDocument } from '../../core/records.ts';
import type { EngineClient } from '../../workers/client.ts';
import { ErrorAlert } from './ErrorAlert.tsx';
import { passageNumber, passagesAround, ROWS_BESIDE } from './passage-of.ts';
import { useLoaded } from './use-loaded.ts';

interface Props {
  client: Pick<EngineClient, 'readDocumentRange'>;
  corpusId: string;
  passage: StoredDocument;
}

/** Which document a passage was cut from, and on request the passages around it. Nothing for a whole document. */
export function PassageContext({ client, corpusId, passage }: Props) {
  const [shown, { toggle }] = useDisclosure(false);
  const { parentId } = passage;
  if (parentId === undefined) return null;
  const number = passageNumber(passage);
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <Text size="sm" c="dimmed" className="breakable">
          {number === undefined ? 'Part of ' : `Passage ${number} of `}
          <Code>{parentId}</Code>
        </Text>
        <Button variant="subtle" size="compact-xs" aria-expanded={shown} onClick={toggle}>
          {shown ? 'Hide the passages around it' : 'Show the passages around it'}
        </Button>
      </Group>
      {shown && <PassagesAround client={client} corpusId={corpusId} passage={passage} parentId={parentId} />}
    </Stack>
  );
}

function PassagesAround({ client, corpusId, passage, parentId }: Props & { parentId: string }) {
  const { docRow } = passage;
  const { value, error, reload } = useLoaded(
    useMemo(() => {
      const start = Math.max(0, docRow - ROWS_BESIDE);
      const count = docRow + ROWS_BESIDE + 1 - start;
      return (signal: AbortSignal) => client.readDocumentRange({ corpusId, start, count }, { signal });
    }, [client, corpusId, docRow]),
  );
  if (error) return <ErrorAlert title="The passages could not be read" error={error} onRetry={reload} />;
  if (!value) return <Skeleton height={80} aria-label="Reading the passages" />;
  const passages = passagesAround(passage, value);
  return (
    <Stack gap="xs" component="section" aria-label={`Passages of ${parentId}`}>
      {passages.length === 1 && (
        <Text size="sm" c="dimmed">
          No other passage of this document is stored near it.
        </Text>
      )}
      {passages.map((each) => (
        <Text
          key={each.docRow}
          size="sm"
          className="breakable"
          {...(each.docRow === docRow ? { fw: 600, 'aria-current': true } : { c: 'dimmed' })}
        >
          {each.text}
        </Text>
      ))}
    </Stack>
  );
}
