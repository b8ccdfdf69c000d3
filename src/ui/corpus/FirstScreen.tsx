import { Button, Container, Divider, Group, Stack, Text, Title } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { useEffect } from 'react';
import { RunsPanel } from '../search/RunsPanel.tsx';
import { blockedProps } from '../shared/blocked-props.ts';
import { Disclosure } from '../shared/Disclosure.tsx';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import { useReaderText } from '../shared/use-reader-text.ts';
import { useWorkspace } from '../shared/workspace.ts';
import classes from './corpus.module.css';
import { ImportPanel } from './ImportPanel.tsx';
import { useImport } from './import-context.ts';
import { NEW_CORPUS } from './import-state.ts';
import { StepList } from './StepList.tsx';

/** What a person sees who has no corpus yet, and while the sample is set up. */
export default function FirstScreen() {
  const { state, sample, startSample, leaveSample } = useImport();
  const readerText = useReaderText();
  const { client } = useWorkspace();
  useEffect(() => {
    document.title = 'xenn';
  }, []);
  const settingUp = sample.status !== 'idle';
  const offering = ['idle', 'previewing', 'unreadable'].includes(state.status);

  return (
    <Container size="md" px={{ base: 'sm', sm: 'md' }}>
      <Stack gap="xl" className={classes.hero}>
        <div>
          <Title order={1} fz={{ base: 26, sm: 32 }} lh={1.2} style={{ textWrap: 'balance' }}>
            Find what a cross-encoder ranks highest, without scoring every document
          </Title>
          <Text mt="md" c="dimmed" maw="38rem">
            A cross-encoder reads the query and the document together: it ranks well and costs a full model
            run for every pair. xenn finds its top results with a small budget of such runs, shows every round
            of the search, and runs entirely in this browser, so nothing you load leaves this machine.
          </Text>
        </div>
        {settingUp && <StepList run={sample} />}
        {sample.error && (
          <Stack gap="xs">
            <ErrorAlert
              title="The sample could not be set up"
              error={sample.error}
              onRetry={startSample}
              retryLater={readerText}
            />
            {sample.corpus && (
              <Group>
                <Button variant="subtle" size="compact-sm" onClick={leaveSample}>
                  Open the corpus as it is
                </Button>
              </Group>
            )}
          </Stack>
        )}
        {!settingUp && (
          <>
            {offering && (
              <>
                <Group>
                  <Button
                    size="md"
                    onClick={startSample}
                    rightSection={<IconArrowRight size={18} aria-hidden />}
                    {...blockedProps(readerText)}
                  >
                    Try the sample corpus
                  </Button>
                </Group>
                <Divider label="or" labelPosition="left" />
              </>
            )}
            <ImportPanel title="Drop your own corpus here" target={NEW_CORPUS} />
            <Disclosure label="Look at a kept search">
              <RunsPanel client={client} blockedBecause={readerText} />
            </Disclosure>
          </>
        )}
      </Stack>
    </Container>
  );
}
