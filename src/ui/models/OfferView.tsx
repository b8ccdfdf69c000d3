import { Badge, Button, Group, Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { ModelOffer } from '../../workers/client.ts';
import { blockedProps } from '../shared/blocked-props.ts';
import { formatBytes } from '../shared/format.ts';
import { useReaderText } from '../shared/use-reader-text.ts';
import { originLabel } from './model-labels.ts';

interface Props {
  offer: ModelOffer;
  /** Another model is being installed. */
  busy: boolean;
  onInstall: (weightsPath: string) => void;
}

/** What would be downloaded: its commit, its licence, and the files to choose from with their sizes. */
export function OfferView({ offer, busy, onInstall }: Props) {
  const { name, origin, licence, variants } = offer;
  const readerText = useReaderText();
  const [weightsPath, setWeightsPath] = useState(
    () => (variants.find((variant) => variant.recommended) ?? variants[0]).weightsPath,
  );
  return (
    <Stack gap="xs">
      <Text size="sm" className="breakable">
        <b>{name}</b>, {originLabel(origin)}. Licence:{' '}
        <b>{licence ?? 'not stated; look it up before you use it'}</b>.
      </Text>
      <Radio.Group label="File" value={weightsPath} onChange={setWeightsPath}>
        <Stack gap={6} pt={4}>
          {variants.map((variant) => (
            <Radio
              key={variant.weightsPath}
              value={variant.weightsPath}
              label={
                <Group gap="xs">
                  <span className="breakable">
                    {variant.label}, {formatBytes(variant.bytes)}
                  </span>
                  {variant.recommended && (
                    <Badge size="sm" variant="light" tt="none">
                      Recommended
                    </Badge>
                  )}
                </Group>
              }
              description={[variant.weightsPath, variant.caution].filter(Boolean).join('. ')}
            />
          ))}
        </Stack>
      </Radio.Group>
      <Group>
        <Button onClick={() => onInstall(weightsPath)} disabled={busy} {...blockedProps(readerText)}>
          Install
        </Button>
      </Group>
    </Stack>
  );
}
