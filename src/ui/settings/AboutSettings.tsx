import { Anchor, List, Stack, Text } from '@mantine/core';
import { missingFeatures } from '../../app/missing-features.ts';
import { buildVersion, type OfflineCopy } from '../../app/offline.ts';
import { formatBytes } from '../shared/format.ts';
import { Section } from '../shared/Section.tsx';
import { useOffline } from '../shared/use-offline.ts';

declare const __XENN_VERSION__: string;

/** Which build this is, whether it works offline, what is missing where it runs, and whose work it is made of. */
export function AboutSettings() {
  const { copy } = useOffline();
  const missing = missingFeatures(window);
  return (
    <Section title="About">
      <Text size="sm">
        xenn {__XENN_VERSION__}, {buildVersion() ? `build ${buildVersion()}` : 'not built'}.{' '}
        <Anchor href={`${import.meta.env.BASE_URL}licences.txt`} target="_blank" rel="noreferrer">
          Licences of everything in it
        </Anchor>
      </Text>
      <Text size="sm" role="status" className="breakable">
        {offlineText(copy)}
      </Text>
      {missing.length > 0 && (
        <Stack gap={4}>
          <Text size="sm">Missing in this browser, or on the host of this page:</Text>
          <List size="sm" spacing={4} maw="44rem">
            {missing.map(({ feature, meaning }) => (
              <List.Item key={feature}>
                <b>{feature}.</b> {meaning}
              </List.Item>
            ))}
          </List>
        </Stack>
      )}
    </Section>
  );
}

function offlineText(copy: OfflineCopy): string {
  switch (copy.status) {
    case 'stored':
      return `Works offline: the app with its models and the sample corpus is stored here, ${formatBytes(copy.bytes)}.`;
    case 'storing':
      return 'Being stored for use without a network …';
    case 'unavailable':
      return `Needs the network to start: it cannot be stored, because ${copy.because}.`;
    case 'failed':
      return `Needs the network to start: storing it failed (${copy.message}). Load the page again to try once more.`;
  }
}
