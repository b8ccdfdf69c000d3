import { Checkbox, Code, Group, Skeleton, Stack, Text, UnstyledButton } from '@mantine/core';
import { useCallback, useState } from 'react';
import type { CorpusSummary, StoredDocument } from '../../core/records.ts';
import type { EngineClient } from '../../workers/client.ts';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import { PassageContext } from '../shared/PassageContext.tsx';
import { useWorkspace } from '../shared/workspace.ts';
import classes from './corpus.module.css';
import { RemoveDocuments } from './RemoveDocuments.tsx';
import { toggleRow } from './selected-rows.ts';
import { useDocumentPages } from './use-document-pages.ts';
import { VirtualList } from './VirtualList.tsx';

/**
 * All documents of a corpus in row order; one at a time can be unfolded, and those ticked removed. Give it a key per
 * version of the corpus: with other documents the rows are others.
 */
export function DocumentBrowser({ corpus }: { corpus: CorpusSummary }) {
  const { client } = useWorkspace();
  const [[start, end], setRange] = useState<readonly [number, number]>([0, 0]);
  const onRange = useCallback((from: number, to: number) => setRange([from, to]), []);
  const { documentAt, error, retry } = useDocumentPages(client, corpus.corpusId, start, end);
  const [unfoldedRow, setUnfoldedRow] = useState<number>();
  const [selected, setSelected] = useState<ReadonlySet<number>>(new Set());

  return (
    <Stack gap="sm">
      {error && <ErrorAlert title="Some documents could not be read" error={error} onRetry={retry} />}
      <RemoveDocuments corpus={corpus} docRows={selected} onClear={() => setSelected(new Set())} />
      <VirtualList
        label="Documents"
        count={corpus.documentCount}
        estimatedRowHeight={86}
        onRange={onRange}
        renderRow={(row) => {
          const document = documentAt(row);
          if (!document) return <DocumentSkeleton />;
          const isUnfolded = row === unfoldedRow;
          return (
            <DocumentRow
              client={client}
              corpusId={corpus.corpusId}
              document={document}
              isUnfolded={isUnfolded}
              isSelected={selected.has(row)}
              onSelect={() => setSelected(toggleRow(selected, row))}
              onToggle={() => setUnfoldedRow(isUnfolded ? undefined : row)}
            />
          );
        }}
      />
    </Stack>
  );
}

interface RowProps {
  client: EngineClient;
  corpusId: string;
  document: StoredDocument;
  isUnfolded: boolean;
  isSelected: boolean;
  onSelect: () => void;
  onToggle: () => void;
}

function DocumentRow(props: RowProps) {
  const { client, corpusId, document, isUnfolded, isSelected, onSelect, onToggle } = props;
  const { id, title, text, parentId } = document;
  return (
    <div className={classes.documentRow}>
      <Checkbox
        size="xs"
        mt={3}
        checked={isSelected}
        onChange={onSelect}
        aria-label={`Select ${title || id}`}
      />
      <Stack gap={4}>
        <UnstyledButton className={classes.documentButton} onClick={onToggle} aria-expanded={isUnfolded}>
          <Group gap="xs" justify="space-between" wrap="nowrap">
            <Text size="sm" fw={500} truncate={!isUnfolded}>
              {title || 'No title'}
            </Text>
            <Code className={classes.id}>{id}</Code>
          </Group>
          {parentId !== undefined && !isUnfolded && (
            <Text size="xs" c="dimmed" truncate>
              part of {parentId}
            </Text>
          )}
          <Text size="sm" c="dimmed" className="breakable" {...(!isUnfolded && { lineClamp: 2 })}>
            {text}
          </Text>
        </UnstyledButton>
        {isUnfolded && <PassageContext client={client} corpusId={corpusId} passage={document} />}
      </Stack>
    </div>
  );
}

function DocumentSkeleton() {
  return (
    <Stack gap={8} h={70} justify="center">
      <Skeleton h={12} w="40%" />
      <Skeleton h={10} />
      <Skeleton h={10} w="80%" />
    </Stack>
  );
}
