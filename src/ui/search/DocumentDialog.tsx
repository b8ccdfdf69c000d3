import { Modal, Skeleton, Stack, Text } from '@mantine/core';
import { useMemo } from 'react';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import { useLoaded } from '../shared/use-loaded.ts';
import { EstimatedScore, ExactScore } from './ScoreText.tsx';
import classes from './search.module.css';
import type { SearchClient } from './search-client.ts';

export interface DocumentDialogProps {
  readonly client: SearchClient;
  readonly corpusId: string;
  /** undefined: closed. */
  readonly docRow: number | undefined;
  readonly exactScore: number | undefined;
  /** Shown only when there is no exact score. */
  readonly estimate: number | undefined;
  readonly onClose: () => void;
}

/** A document picked on the map, whole. */
export function DocumentDialog(props: DocumentDialogProps) {
  const { client, corpusId, docRow, exactScore, estimate, onClose } = props;
  const loaded = useLoaded(
    useMemo(
      () =>
        docRow === undefined
          ? undefined
          : (signal: AbortSignal) =>
              client.readDocuments({ corpusId, docRows: Uint32Array.of(docRow) }, { signal }),
      [client, corpusId, docRow],
    ),
  );
  const document = loaded.value?.[0];
  return (
    <Modal
      opened={docRow !== undefined}
      onClose={onClose}
      size="lg"
      title={document ? document.title || document.id : 'Document'}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack gap="sm">
        {loaded.error && (
          <ErrorAlert title="The document could not be read" error={loaded.error} onRetry={loaded.reload} />
        )}
        {loaded.loading && <Skeleton height={120} aria-label="Reading the document" />}
        {document && (
          <>
            <Text size="sm" c="dimmed">
              {document.id} ·{' '}
              {exactScore !== undefined ? (
                <>
                  exact score <ExactScore score={exactScore} fw={600} />
                </>
              ) : (
                <>
                  not scored
                  {estimate !== undefined && (
                    <>
                      , estimate <EstimatedScore score={estimate} />
                    </>
                  )}
                </>
              )}
            </Text>
            <Text className={classes.breakable}>{document.text}</Text>
          </>
        )}
      </Stack>
    </Modal>
  );
}
