import { Button, Group, Text } from '@mantine/core';
import { useEffect, useState } from 'react';

/** Most files are looked at in less: a line that comes and goes at once would only move what is below. */
const SHOWN_AFTER_MS = 500;

/** The way out while files take long to be looked at. */
export function LookingAtFiles({ onCancel }: { onCancel: () => void }) {
  const [isShown, setIsShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsShown(true), SHOWN_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!isShown) return null;
  return (
    <Group gap="sm" role="status">
      <Button variant="default" size="xs" onClick={onCancel}>
        Cancel
      </Button>
      <Text size="sm" c="dimmed">
        Looking at the files
      </Text>
    </Group>
  );
}
