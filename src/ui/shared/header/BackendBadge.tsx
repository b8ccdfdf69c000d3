import { Anchor, Badge, Loader, Popover, Stack, Text, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { BACKEND_LABELS, backendSummary } from '../backend-labels.ts';
import { hrefOf } from '../route.ts';
import { useWorkspace } from '../workspace.ts';

/** Which backend runs the cross-encoder; opened, why. */
export function BackendBadge() {
  const { encoderStatus, loadingStage, backendChoice } = useWorkspace();
  const [opened, setOpened] = useState(false);
  const { value: status, error } = encoderStatus;
  const label = error ? 'Models failed' : status ? backendSummary(status.report) : 'Loading models';
  const short = error ? 'Failed' : status ? BACKEND_LABELS[status.report.backend] : 'Loading';
  const reason =
    error?.message ?? status?.report.reason ?? `The models are being loaded: ${loadingStage ?? 'starting'} …`;
  return (
    <Popover width={300} position="bottom-end" opened={opened} onChange={setOpened}>
      <Popover.Target>
        <UnstyledButton
          aria-label={`Backend: ${label}`}
          onClick={() => setOpened(!opened)}
          // The focus stays here, and the dropdown hears only keys pressed in it.
          onKeyDown={({ key }) => key === 'Escape' && setOpened(false)}
        >
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
          {backendChoice.chosenBy === 'address' && (
            <Text size="sm" c="dimmed">
              The address of this page asks for it.
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
