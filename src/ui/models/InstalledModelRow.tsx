import { ActionIcon, Box, Group, Radio, Text, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconTrash } from '@tabler/icons-react';
import type { InstalledModel } from '../../core/records.ts';
import { blockedProps } from '../shared/blocked-props.ts';
import { ConfirmModal } from '../shared/ConfirmModal.tsx';
import { Disclosure } from '../shared/Disclosure.tsx';
import { formatBytes } from '../shared/format.ts';
import { readCalibrations } from '../shared/preferences.ts';
import { useReaderText } from '../shared/use-reader-text.ts';
import { useWorkspace } from '../shared/workspace.ts';
import { MeasureModel } from './MeasureModel.tsx';
import { ModelSettingsForm } from './ModelSettingsForm.tsx';
import { chosenModel } from './model-choice.ts';
import { originLabel, speedLabels } from './model-labels.ts';
import { useModels } from './models-context.ts';

/** A model to choose, with what can be changed of it. */
export function InstalledModelRow({ model }: { model: InstalledModel }) {
  const { client, models } = useWorkspace();
  const { installed } = useModels();
  const [removing, { open, close }] = useDisclosure(false);
  const { modelId, name, kind, files, weightsPath, licence } = model;
  const readerText = useReaderText();
  const inUse = chosenModel(models, kind) === modelId;
  const blockedBecause = readerText ?? (inUse ? 'In use: choose another model first' : undefined);
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);

  async function remove() {
    await client.removeModel({ modelId });
    installed.reload();
  }

  return (
    <div>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Radio
          value={modelId}
          label={name}
          description={[
            weightsPath,
            formatBytes(bytes),
            licence ?? 'licence not stated',
            originLabel(model.origin),
            ...speedLabels(modelId, readCalibrations()),
          ].join(' · ')}
          classNames={{ label: 'breakable', description: 'breakable' }}
        />
        <Tooltip label="Remove from this browser" disabled={blockedBecause !== undefined}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`Remove ${name}`}
            onClick={open}
            {...blockedProps(blockedBecause)}
          >
            <IconTrash size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Group>
      <Box pl={32}>
        {kind === 'cross-encoder' && (
          <MeasureModel modelId={modelId} name={name} onMeasured={installed.reload} />
        )}
        <Disclosure label="How it is used" longLabel={`How ${name} is used`}>
          <ModelSettingsForm model={model} inUse={inUse} />
        </Disclosure>
      </Box>
      {removing && (
        <ConfirmModal title="Remove the model" confirmLabel="Remove" onConfirm={remove} onClose={close}>
          <Text size="sm">
            {name} ({formatBytes(bytes)}) is deleted from this browser. Scores and indexes made with it are
            kept.
          </Text>
        </ConfirmModal>
      )}
    </div>
  );
}
