import { Group, Pill, Text } from '@mantine/core';
import type { NamedMethod } from './search-settings.ts';

export interface CompareListProps {
  /** What will run, each under a label of its own: the kept ones first. */
  readonly methods: readonly NamedMethod[];
  /** How many of them were kept; one after them is what the form holds. */
  readonly keptCount: number;
  readonly onRemove: (position: number) => void;
}

/** The methods of the next search, where there is more than the one in the form. */
export function CompareList({ methods, keptCount, onRemove }: CompareListProps) {
  return (
    <Group gap={6} mt="xs" role="group" aria-label="Methods to compare">
      <Text size="xs" c="dimmed">
        Side by side:
      </Text>
      {methods.map(({ label }, position) =>
        position < keptCount ? (
          <Pill
            key={label}
            withRemoveButton
            removeButtonProps={{ 'aria-label': `Remove ${label}`, 'aria-hidden': false, tabIndex: 0 }}
            onRemove={() => onRemove(position)}
          >
            {label}
          </Pill>
        ) : (
          <Text key={label} size="xs" c="dimmed">
            and, from the form, {label}
          </Text>
        ),
      )}
    </Group>
  );
}
