import { Box, Modal, Skeleton, Stack, Text } from '@mantine/core';
import { useDidUpdate } from '@mantine/hooks';
import { useCallback, useRef } from 'react';
import type { StoredDocument } from '../../core/records.ts';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import { PassageContext } from '../shared/PassageContext.tsx';
import { MarkedText } from './MarkedText.tsx';
import type { LiveSearch, PanelProps } from './panel-props.ts';
import classes from './search.module.css';
import why from './Why.module.css';
import { WhyPanel } from './WhyPanel.tsx';
import { findDocument } from './why-item.ts';
import { useDocument } from './why-use-document.ts';

export interface DocumentDialogProps extends PanelProps {
  /** undefined: closed. */
  readonly docRow: number | undefined;
  /** Absent for a stored search. */
  readonly live?: LiveSearch;
  /** Kept with a stored search. */
  readonly documents?: readonly StoredDocument[];
  readonly onClose: () => void;
}

const NO_DOCUMENTS: readonly StoredDocument[] = [];

/** A document that was picked in any panel: why the search scored it, or what it expects of it, and its text. */
export function DocumentDialog(props: DocumentDialogProps) {
  const { runs, docRow, documents = NO_DOCUMENTS, live, onClose } = props;
  const { value, loading, error, reload } = useDocument(docRow, { runs, documents, live });
  const titleOf = useCallback(
    (row: number) => {
      const document = findDocument(runs, documents, row);
      return document && (document.title || document.id);
    },
    [runs, documents],
  );
  const content = useRef<HTMLElement>(null);
  // Another item opens in the same dialog: who reads it by ear or by keyboard starts at its top again.
  useDidUpdate(() => content.current?.focus(), [docRow]);
  const { queryText } = props.run.request;
  return (
    <Modal
      opened={docRow !== undefined}
      onClose={onClose}
      size="lg"
      title={value ? value.title || value.id : 'Document'}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {docRow !== undefined && (
        <Box
          component="section"
          ref={content}
          tabIndex={-1}
          data-autofocus
          className={why.content}
          aria-label={value ? `Why ${value.title || value.id}` : 'Why this item'}
        >
          <Stack gap="md">
            <WhyPanel {...props} docRow={docRow} titleOf={titleOf} />
            {loading && <Skeleton height={120} aria-label="Reading the document" />}
            {error && <ErrorAlert title="The document could not be read" error={error} onRetry={reload} />}
            {value && (
              <div>
                <Text size="xs" c="dimmed" className={classes.breakable}>
                  {value.id} · the query’s words are marked
                </Text>
                {value.title && (
                  <Text fw={600} className={classes.breakable}>
                    <MarkedText text={value.title} queryText={queryText} />
                  </Text>
                )}
                <Text className={classes.breakable}>
                  <MarkedText text={value.text} queryText={queryText} />
                </Text>
                {live && <PassageContext client={live.client} corpusId={live.corpusId} passage={value} />}
              </div>
            )}
            {!value && !loading && !error && (
              <Text size="sm" c="dimmed">
                The text of this item was not kept with the search.
              </Text>
            )}
          </Stack>
        </Box>
      )}
    </Modal>
  );
}
