import { Chip, Group } from '@mantine/core';
import type { RunView } from './run-view.ts';

export interface RunTabsProps {
  readonly runs: readonly RunView[];
  /** The key of the run that is stepped through. */
  readonly chosen: string;
  readonly onChoose: (key: string) => void;
}

/** Which of several runs the timeline and everything below it show. */
export function RunTabs({ runs, chosen, onChoose }: RunTabsProps) {
  return (
    <Chip.Group value={chosen} onChange={onChoose}>
      <Group gap={6} role="radiogroup" aria-label="Run to step through">
        {runs.map(({ key, label, status }) => (
          <Chip key={key} value={key} size="sm" variant="light" radius="sm">
            {label}
            {STATUS_NOTES[status]}
          </Chip>
        ))}
      </Group>
    </Chip.Group>
  );
}

const STATUS_NOTES: Readonly<Record<RunView['status'], string>> = {
  waiting: ' · waiting',
  running: ' · running',
  done: '',
  cancelled: ' · cancelled',
  failed: ' · failed',
};
