import { Button, Menu, Text } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { CorpusSummary } from '../../core/records.ts';
import { blockedProps } from '../shared/blocked-props.ts';
import type { ExportKind } from './use-export.ts';

interface Props {
  corpus: CorpusSummary;
  /** Why it cannot be exported now, for the person. */
  blockedBecause: string | undefined;
  onChoose: (kind: ExportKind) => void;
}

const CHOICES: readonly { kind: ExportKind; label: string; description: string }[] = [
  {
    kind: 'project',
    label: 'Project (.xenn)',
    description:
      'Everything: documents, queries, scores, indexes, kept searches, experiments. Opens elsewhere.',
  },
  { kind: 'jsonl', label: 'JSON lines', description: 'The documents, exactly.' },
  {
    kind: 'csv',
    label: 'CSV',
    description: 'The documents for a spreadsheet; an apostrophe goes before what it would run as a formula.',
  },
  { kind: 'beir', label: 'BEIR zip', description: 'The documents, exactly, with queries and judgements.' },
];

/** As what a corpus can leave. */
export function ExportMenu({ corpus, blockedBecause, onChoose }: Props) {
  return (
    <Menu
      position="bottom-end"
      width={300}
      withInitialFocusPlaceholder={false}
      // Not `disabled`: what was pressed meanwhile would open it at the end.
      {...(blockedBecause !== undefined && { opened: false })}
    >
      <Menu.Target>
        <Button
          variant="subtle"
          size="compact-sm"
          rightSection={<IconChevronDown size={14} aria-hidden />}
          aria-label={`Export ${corpus.name}`}
          {...blockedProps(blockedBecause)}
        >
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {CHOICES.map(({ kind, label, description }) => (
          <Menu.Item key={kind} onClick={() => onChoose(kind)}>
            <Text size="sm">{label}</Text>
            <Text size="xs" c="dimmed">
              {description}
            </Text>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
