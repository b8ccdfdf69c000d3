import { Anchor, Badge, Loader, Popover, Stack, Text, UnstyledButton } from '@mantine/core';
import { BACKEND_LABELS, backendSummary } from '../backend-labels.ts';
import { hrefOf } from '../route.ts';
import { useWorkspace } from '../workspace.ts';

/** Which backend runs the cross-encoder; opened, why. */
export function BackendBadge() {
  const { encoderStatus } = useWorkspace();
  const { value: status, error } = encoderStatus;
  const label = error ? 'Models failed' : status ? backendSummary(status.report) : 'Loading models';
  const short = status ? BACKEND_LABELS[status.report.backend] : label;
  const reason =
    error?.message ?? status?.report.reason ?? 'The models are being loaded and the backends tried.';
  return (
    <Popover width={300} position="bottom-end">
      <Popover.Target>
        <UnstyledButton aria-label={`Backend: ${label}`}>
          <Badge
            variant="default"
            size="lg"
            radius="sm"
            tt="none"
            fw={500}
            style={{ cursor: 'pointer' }}
            {...(error && { color: 'red', variant: 'light' })}
            leftSection={!status && !error ? <Loader size={12} aria-hidden /> : null}
          >
            <Text span inherit visibleFrom="sm">
              {label}
            </Text>
            <Text span inherit hiddenFrom="sm">
              {short}
            </Text>
          </Badge>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          <Text size="sm" className="breakable">
            {reason}
          </Text>
          {status?.report.forced && (
            <Text size="sm" c="dimmed">
              You chose it; measurement was not asked.
            </Text>
          )}
          <Anchor size="sm" href={hrefOf('settings')}>
            Backend settings
          </Anchor>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
