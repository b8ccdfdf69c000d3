import { ActionIcon, Group, Table, Tooltip, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconHelpCircle } from '@tabler/icons-react';

interface Props {
  label: string;
  help?: string;
  numeric?: boolean;
  /** Whether rows are sorted by it downwards; undefined when they are sorted by another. */
  sorted: boolean | undefined;
  onSort: () => void;
}

/** Sorts by its column; its help is a button of its own, so that the name stays short. */
export function ColumnHeading({ label, help, numeric = false, sorted, onSort }: Props) {
  const Arrow = sorted ? IconArrowDown : IconArrowUp;
  const direction = sorted ? 'descending' : 'ascending';
  return (
    <Table.Th aria-sort={sorted === undefined ? 'none' : direction}>
      <Group gap={2} wrap="nowrap" justify={numeric ? 'flex-end' : 'flex-start'}>
        <UnstyledButton onClick={onSort} fz="inherit" fw="inherit" style={{ whiteSpace: 'nowrap' }}>
          {label}
          {sorted !== undefined && <Arrow size={12} aria-hidden />}
        </UnstyledButton>
        {help && (
          <Tooltip label={help} events={{ hover: true, focus: true, touch: true }}>
            <ActionIcon variant="transparent" color="gray" size={18} aria-label={`About ${label}`}>
              <IconHelpCircle size={14} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
      </Group>
    </Table.Th>
  );
}
