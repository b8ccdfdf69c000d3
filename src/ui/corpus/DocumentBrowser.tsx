import { Stack } from '@mantine/core';
import { useCallback, useState } from 'react';
import type { CorpusSummary } from '../../core/records.ts';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import { useWorkspace } from '../shared/workspace.ts';
import { DocumentRow, DocumentSkeleton } from './DocumentRow.tsx';
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
  const onSelect = useCallback((row: number) => setSelected((old) => toggleRow(old, row)), []);
  const onToggle = useCallback((row: number) => setUnfoldedRow((old) => (old === row ? undefined : row)), []);

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
          return (
            <DocumentRow
              client={client}
              corpusId={corpus.corpusId}
              document={document}
              isUnfolded={row === unfoldedRow}
              isSelected={selected.has(row)}
              onSelect={onSelect}
              onToggle={onToggle}
            />
          );
        }}
      />
    </Stack>
  );
}
