import { ActionIcon, Tooltip } from '@mantine/core';
import { IconAlertCircle, IconWorld } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { connectionsAllowed } from '../../../app/connections.ts';
import { missingFeatures } from '../../../app/missing-features.ts';
import { hrefOf } from '../route.ts';

/** What is unusual about this page; each leads to the settings, which say more. */
export function PageMarks() {
  const missing = missingFeatures(window).map(({ feature }) => feature);
  return (
    <>
      {connectionsAllowed() && (
        <Mark label="Connections to other addresses are allowed">
          <IconWorld size={20} stroke={1.6} aria-hidden />
        </Mark>
      )}
      {missing.length > 0 && (
        <Mark label={`Missing here: ${missing.join(', ')}`}>
          <IconAlertCircle size={20} stroke={1.6} aria-hidden />
        </Mark>
      )}
    </>
  );
}

function Mark({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        component="a"
        href={hrefOf('settings')}
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={label}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
