import { Center, Loader } from '@mantine/core';

/** In place of a screen that is being loaded. */
export function Waiting() {
  return (
    <Center mih="12rem" role="status" aria-label="Loading">
      <Loader size="sm" />
    </Center>
  );
}
