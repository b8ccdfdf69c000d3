import { Group, Kbd, Modal, Table } from '@mantine/core';
import { KEY_HELP } from './key-command.ts';

export interface KeyboardHelpProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** The keys of the search screen. */
export function KeyboardHelp({ opened, onClose }: KeyboardHelpProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="Keyboard" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Table withRowBorders={false} verticalSpacing={6}>
        <Table.Tbody>
          {KEY_HELP.map(({ keys, does }) => (
            <Table.Tr key={does}>
              <Table.Td w={110}>
                <Group gap={4} wrap="nowrap">
                  {keys.map((key) => (
                    <Kbd key={key}>{key}</Kbd>
                  ))}
                </Group>
              </Table.Td>
              <Table.Td>{does}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
