import { Code, Group, Stack, Text } from '@mantine/core';

interface Props {
  read: readonly string[];
  ignored: readonly string[];
}

/** Which of the given files are used, and which are not. */
export function FileLists({ read, ignored }: Props) {
  return (
    <Stack gap={6}>
      <FileList label="Will be read" paths={read} />
      <FileList label="Ignored" paths={ignored} />
    </Stack>
  );
}

const SHOWN = 12;

function FileList({ label, paths }: { label: string; paths: readonly string[] }) {
  if (paths.length === 0) return null;
  return (
    <Group gap={6} align="baseline">
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      {paths.slice(0, SHOWN).map((path) => (
        <Code key={path} className="breakable">
          {path}
        </Code>
      ))}
      {paths.length > SHOWN && (
        <Text size="sm" c="dimmed">
          and {paths.length - SHOWN} more
        </Text>
      )}
    </Group>
  );
}
