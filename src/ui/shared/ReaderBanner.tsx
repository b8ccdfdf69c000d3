import { Alert, Container } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';

/** Says that this tab only reads what another one writes. */
export function ReaderBanner() {
  return (
    <Container size="lg" pt="md" px={{ base: 'sm', sm: 'md' }}>
      <Alert color="yellow" variant="light" role="status" icon={<IconEye aria-hidden />}>
        This corpus is open in another tab, which writes. Here you can look and search with what is stored;
        nothing is kept.
      </Alert>
    </Container>
  );
}
