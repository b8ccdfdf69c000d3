import { Badge, Button, Group, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useDeferredValue, useMemo, useState } from 'react';
import type { StoredQuery } from '../../workers/client.ts';
import { formatCountOf } from '../shared/format.ts';
import { useWorkspace } from '../shared/workspace.ts';
import { filterQueries, splitsOf } from './filter-queries.ts';
import { VirtualList } from './VirtualList.tsx';

const ALL = 'all';

interface Props {
  corpusId: string;
  queries: readonly StoredQuery[];
}

/** The corpus's own queries; each can be searched for. */
export function QueryList({ corpusId, queries }: Props) {
  const { searchFor } = useWorkspace();
  const [split, setSplit] = useState(ALL);
  const [words, setWords] = useState('');
  const deferredWords = useDeferredValue(words);
  const splits = useMemo(() => splitsOf(queries), [queries]);
  const found = useMemo(
    () => filterQueries(queries, deferredWords, split === ALL ? undefined : split),
    [queries, deferredWords, split],
  );

  if (queries.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        This corpus came without queries. A BEIR folder brings them in queries.jsonl.
      </Text>
    );
  }
  return (
    <Stack gap="sm">
      <Group gap="sm">
        <TextInput
          aria-label="Filter queries"
          placeholder="Filter"
          size="xs"
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        {splits.length > 1 && (
          <SegmentedControl
            size="xs"
            aria-label="Split"
            value={split}
            onChange={setSplit}
            data={[
              { value: ALL, label: 'All' },
              ...splits.map((name) => ({ value: name, label: splitLabel(name) })),
            ]}
          />
        )}
        <Text size="sm" c="dimmed" aria-live="polite" className="tabular">
          {formatCountOf(found.length, 'query', 'queries')}
        </Text>
      </Group>
      {found.length > 0 && (
        <VirtualList
          label="Queries"
          count={found.length}
          estimatedRowHeight={50}
          renderRow={(row) => {
            const { id, text, split: ofQuery } = found[row];
            return (
              <Group gap="sm" wrap="nowrap" justify="space-between">
                <Text size="sm" className="breakable">
                  {text}
                </Text>
                <Group gap="xs" wrap="nowrap">
                  {ofQuery && (
                    <Badge size="sm" variant="default" tt="none">
                      {ofQuery}
                    </Badge>
                  )}
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    leftSection={<IconSearch size={14} aria-hidden />}
                    aria-label={`Search for query ${id}`}
                    onClick={() => searchFor(corpusId, text)}
                  >
                    Search
                  </Button>
                </Group>
              </Group>
            );
          }}
        />
      )}
    </Stack>
  );
}

function splitLabel(split: string): string {
  return split === '' ? 'no split' : split;
}
