import { Button, Group, TextInput } from '@mantine/core';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { toError } from '../shared/error.ts';

interface Props {
  name: string;
  onRename: (name: string) => Promise<void>;
  onClose: () => void;
}

/** Escape leaves the name as it is. */
export function RenameForm({ name, onRename, onClose }: Props) {
  const [draft, setDraft] = useState(name);
  const [error, setError] = useState<string>();

  async function submit(event: FormEvent) {
    event.preventDefault();
    try {
      if (draft.trim() !== name) await onRename(draft);
      onClose();
    } catch (thrown) {
      setError(toError(thrown).message);
    }
  }
  const leave = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onClose();
  };

  return (
    <form onSubmit={submit}>
      <Group gap="xs" align="flex-start">
        <TextInput
          aria-label={`New name of ${name}`}
          value={draft}
          onChange={(event) => setDraft(event.currentTarget.value)}
          onKeyDown={leave}
          error={error}
          size="xs"
          ref={focusAndSelect}
        />
        <Button type="submit" size="xs">
          Rename
        </Button>
        <Button size="xs" variant="default" onClick={onClose}>
          Keep
        </Button>
      </Group>
    </form>
  );
}

/** Once, when the field appears: a function declared here is the same at every render. */
function focusAndSelect(input: HTMLInputElement | null) {
  input?.select();
}
