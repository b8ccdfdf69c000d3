import { Loader, Stack, Text } from '@mantine/core';

/** In place of a screen that is being loaded. */
export function Waiting() {
  return (
    <Stack mih="12rem" align="center" justify="center" gap="xs" role="status" aria-label="Loading">
      <Loader size="sm" />
      <Text size="sm" c="dimmed">
        Loading …
      </Text>
    </Stack>
  );
}
