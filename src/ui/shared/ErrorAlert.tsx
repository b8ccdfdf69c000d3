import { Alert, Button, Group, Text } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';

interface Props {
  /** What failed, in a few words. */
  title: string;
  error: Error;
  onRetry?: (() => void) | undefined;
  /** Why trying again has to wait, if it has to. */
  retryLater?: string | undefined;
  onClose?: (() => void) | undefined;
}

/** An error beside the thing that failed, its message word for word. */
export function ErrorAlert({ title, error, onRetry, retryLater, onClose }: Props) {
  return (
    <Alert
      color="red"
      variant="light"
      role="alert"
      icon={<IconAlertCircle aria-hidden />}
      title={title}
      {...(onClose && { withCloseButton: true, closeButtonLabel: 'Dismiss', onClose })}
    >
      <Text size="sm" style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-line' }}>
        {error.message}
      </Text>
      {onRetry && (
        <Group mt="xs">
          <Button size="compact-sm" variant="default" disabled={retryLater !== undefined} onClick={onRetry}>
            Try again
          </Button>
          {retryLater && <Text size="sm">{retryLater}</Text>}
        </Group>
      )}
    </Alert>
  );
}
