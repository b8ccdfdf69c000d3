import { ActionIcon, Group, Text, Tooltip } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { blockedProps } from './blocked-props.ts';
import { ConfirmModal } from './ConfirmModal.tsx';
import { useLoaded } from './use-loaded.ts';

interface Props {
  /** What one of them is. */
  noun: 'search' | 'experiment';
  /** Their ids; must not change from one rendering to the next. */
  list: () => Promise<string[]>;
  remove: (id: string) => Promise<void>;
  /** Why nothing can be deleted from here. */
  blockedBecause: string | undefined;
}

/** What another version of the app has kept here: said, as it takes room, and deleted when asked. Nothing where there is none. */
export function OtherVersions({ noun, list, remove, blockedBecause }: Props) {
  // Where it cannot be read, neither can the list above it, which says so.
  const { value: ids = [], reload } = useLoaded(list);
  const [deleting, setDeleting] = useState<string>();
  return (
    <>
      {ids.map((id) => (
        <Group key={id} gap="xs" justify="space-between" wrap="nowrap">
          <Text size="xs" c="dimmed" className="breakable">
            The {noun} {id} was kept by another version of xenn and cannot be read here. Reload the page to
            get the newest version.
          </Text>
          <Tooltip label="Delete">
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Delete the ${noun} ${id}`}
              onClick={() => setDeleting(id)}
              {...blockedProps(blockedBecause)}
            >
              <IconTrash size={18} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </Group>
      ))}
      {deleting !== undefined && (
        <ConfirmModal
          title={`Delete this ${noun}?`}
          confirmLabel="Delete"
          onConfirm={async () => {
            await remove(deleting);
            reload();
          }}
          onClose={() => setDeleting(undefined)}
        >
          The {noun} {deleting} is removed from this browser. The version of xenn that kept it could have read
          it.
        </ConfirmModal>
      )}
    </>
  );
}
