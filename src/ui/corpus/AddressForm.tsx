import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { blockedProps } from '../shared/blocked-props.ts';
import { takeFocus } from '../shared/take-focus.ts';
import { useReaderText } from '../shared/use-reader-text.ts';
import { useImport } from './import-context.ts';
import type { ImportTarget } from './import-state.ts';

interface Props {
  target: ImportTarget;
  loading: boolean;
}

/** A file at an address. Nothing is asked there before the person has read which address and said yes. */
export function AddressForm({ target, loading }: Props) {
  const { fetchFrom } = useImport();
  const readerText = useReaderText();
  const [address, setAddress] = useState('');
  const [asked, setAsked] = useState<URL>();
  const url = webAddress(address);

  function ask(event: FormEvent) {
    event.preventDefault();
    setAsked(url);
  }

  function get({ href }: URL) {
    // Where it fails the address is there to be changed.
    setAsked(undefined);
    fetchFrom(href, target);
  }

  if (asked) {
    return (
      <Stack gap="xs" role="group" aria-label="Confirm the address">
        <Text size="sm">
          Get the file from <b>{asked.host}</b>? That server learns this computer’s internet address and which
          file is asked for; nothing that is stored here is sent.
        </Text>
        <Text size="sm" ff="monospace" className="breakable">
          {asked.href}
        </Text>
        <Group>
          <Button onClick={() => get(asked)} ref={takeFocus} {...blockedProps(readerText)}>
            Get it
          </Button>
          <Button variant="default" onClick={() => setAsked(undefined)}>
            Change the address
          </Button>
        </Group>
      </Stack>
    );
  }
  return (
    <form onSubmit={ask} aria-label="Get a file from an address">
      <Stack gap="xs">
        <TextInput
          label="Address of the file"
          description="Its server has to allow other pages to read it (CORS); many that host data sets do. Otherwise download the file and drop it here."
          placeholder="https://…"
          type="url"
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
          error={address.trim() !== '' && !url && 'An address begins with https:// or http://.'}
        />
        <Group>
          <Button type="submit" disabled={!url} loading={loading} {...blockedProps(readerText)}>
            Continue
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Undefined while what was typed is no address of the web. */
function webAddress(text: string): URL | undefined {
  const address = text.trim();
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return undefined;
  return new URL(address);
}
