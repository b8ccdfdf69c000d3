import { Button, Group, Table, Text } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { differenceWords, measureWords } from '../../../report/number-words.ts';
import { formatCount } from '../../shared/format.ts';
import { useWorkspace } from '../../shared/workspace.ts';
import classes from '../evaluation.module.css';
import type { QueryRow } from './query-rows.ts';

interface Props {
  rows: readonly QueryRow[];
  corpusId: string;
  /** Of the cells. */
  names: { readonly a: string; readonly b: string };
}

/** At first, and with each "Show more". */
const PAGE = 25;

/** A page of queries at a time. Give it a key per order. */
export function QueryRows({ rows, corpusId, names }: Props) {
  const { corpora, searchFor } = useWorkspace();
  const [shownCount, setShownCount] = useState(PAGE);
  const hasCorpus = corpora.value?.some((corpus) => corpus.corpusId === corpusId) ?? false;
  return (
    <>
      <Table.ScrollContainer minWidth={520}>
        <Table fz="sm" verticalSpacing={4} aria-label="Query by query">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Query</Table.Th>
              <Table.Th scope="col" ta="right" title={names.a}>
                A
              </Table.Th>
              <Table.Th scope="col" ta="right" title={names.b}>
                B
              </Table.Th>
              <Table.Th scope="col" ta="right">
                A − B
              </Table.Th>
              {hasCorpus && <Table.Th aria-label="Search" />}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody className="tabular">
            {rows.slice(0, shownCount).map(({ queryId, text, a, b, difference }) => (
              <Table.Tr key={queryId}>
                <Table.Th scope="row" fw={400} className={`breakable ${classes.queryText}`}>
                  {text}
                </Table.Th>
                <Table.Td ta="right">{measureWords(a)}</Table.Td>
                <Table.Td ta="right">{measureWords(b)}</Table.Td>
                <Table.Td ta="right">{differenceWords(difference)}</Table.Td>
                {hasCorpus && (
                  <Table.Td ta="right">
                    <Button
                      size="compact-xs"
                      variant="subtle"
                      leftSection={<IconSearch size={14} aria-hidden />}
                      aria-label={`Search for “${text}”`}
                      onClick={() => searchFor(corpusId, text)}
                    >
                      Search
                    </Button>
                  </Table.Td>
                )}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {rows.length > shownCount && (
        <Group gap="sm">
          <Button size="compact-sm" variant="default" onClick={() => setShownCount(shownCount + PAGE)}>
            Show more
          </Button>
          <Text size="sm" c="dimmed" className="tabular">
            {formatCount(shownCount)} of {formatCount(rows.length)} queries
          </Text>
        </Group>
      )}
    </>
  );
}
