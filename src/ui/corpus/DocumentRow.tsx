import { Checkbox, Code, Group, Stack, Text, UnstyledButton } from '@mantine/core';
import { memo } from 'react';
import type { StoredDocument } from '../../core/records.ts';
import type { EngineClient } from '../../workers/client.ts';
import { PassageContext } from '../shared/PassageContext.tsx';
import classes from './corpus.module.css';

interface Props {
  client: EngineClient;
  corpusId: string;
  document: StoredDocument;
  isUnfolded: boolean;
  isSelected: boolean;
  onSelect: (docRow: number) => void;
  onToggle: (docRow: number) => void;
}

/** A document in the list of all. While that is scrolled it is drawn anew at every step: only rows that changed are. */
export const DocumentRow = memo(function DocumentRow(props: Props) {
  const { client, corpusId, document, isUnfolded, isSelected, onSelect, onToggle } = props;
  const { docRow, id, title, text, parentId } = document;
  return (
    <div className={classes.documentRow}>
      <Checkbox
        size="xs"
        mt={3}
        checked={isSelected}
        onChange={() => onSelect(docRow)}
        aria-label={`Select ${title || id}`}
      />
      <Stack gap={4}>
        <UnstyledButton
          className={classes.documentButton}
          onClick={() => onToggle(docRow)}
          aria-expanded={isUnfolded}
        >
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
});

/** In the place of a row whose document is still read; drawn by the style sheet alone, for a jump draws twenty. */
export function DocumentSkeleton() {
  return <div className={classes.skeleton} />;
}
