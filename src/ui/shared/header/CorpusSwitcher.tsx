import { Button, Menu, Text } from '@mantine/core';
import { IconPlus, IconSelector } from '@tabler/icons-react';
import { hrefOf } from '../route.ts';
import { useWorkspace } from '../workspace.ts';
import classes from './header.module.css';

/** Which corpus is open; the same screen stays. */
export function CorpusSwitcher() {
  const { corpora, openCorpusId, openCorpus } = useWorkspace();
  const all = corpora.value ?? [];
  const open = all.find(({ corpusId }) => corpusId === openCorpusId);
  return (
    <Menu position="bottom-start" width={260} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button
          variant="default"
          size="xs"
          className={classes.switcherButton}
          rightSection={<IconSelector size={14} aria-hidden />}
          aria-label={`Corpus: ${open?.name ?? 'loading'}`}
        >
          <Text span inherit truncate>
            {open?.name ?? 'Loading …'}
          </Text>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup value={openCorpusId ?? ''} onChange={openCorpus}>
          {all.map(({ corpusId, name }) => (
            <Menu.RadioItem key={corpusId} value={corpusId} className="breakable">
              {name}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item component="a" href={hrefOf('corpus')} leftSection={<IconPlus size={16} aria-hidden />}>
          Add or manage corpora
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
