import { ActionIcon, Box, Group, Input, Tooltip } from '@mantine/core';
import { IconHelpCircle } from '@tabler/icons-react';
import { type ReactNode, useId } from 'react';

export interface FieldProps {
  readonly label: string;
  /** What the setting means, in the paper's terms. */
  readonly help: string;
  /** Draws the control. `labelledBy` for groups of buttons, `id` for everything a label can point at. */
  readonly children: (control: { readonly id: string; readonly labelledBy: string }) => ReactNode;
}

/** A control with its label and its help. The help is a button of its own, so that the control's name stays short. */
export function Field({ label, help, children }: FieldProps) {
  const id = useId();
  const labelledBy = `${id}-label`;
  return (
    <Box miw={0}>
      <Group gap={2} mb={2} wrap="nowrap">
        <Input.Label size="xs" htmlFor={id} id={labelledBy}>
          {label}
        </Input.Label>
        <Tooltip
          label={help}
          multiline
          maw={300}
          withArrow
          events={{ hover: true, focus: true, touch: true }}
        >
          <ActionIcon variant="transparent" color="gray" size={18} aria-label={`About ${label}`}>
            <IconHelpCircle size={14} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Group>
      {children({ id, labelledBy })}
    </Box>
  );
}
