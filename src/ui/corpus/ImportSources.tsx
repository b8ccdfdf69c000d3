import { Tabs } from '@mantine/core';
import { IconClipboardText, IconFiles, IconWorldDownload } from '@tabler/icons-react';
import { AskToConnect } from '../shared/AskToConnect.tsx';
import { AddressForm } from './AddressForm.tsx';
import { DropZone } from './DropZone.tsx';
import { useImport } from './import-context.ts';
import type { ImportTarget } from './import-state.ts';
import { PasteForm } from './PasteForm.tsx';

interface Props {
  /** Invites to drop. */
  title: string;
  target: ImportTarget;
  loading: boolean;
}

/** Where documents can come from: files, pasted text, an address. */
export function ImportSources({ title, target, loading }: Props) {
  const { pick } = useImport();
  return (
    <Tabs defaultValue="files">
      <Tabs.List mb="sm" aria-label="Where the documents come from">
        <Tabs.Tab value="files" leftSection={<IconFiles size={16} aria-hidden />}>
          Files
        </Tabs.Tab>
        <Tabs.Tab value="paste" leftSection={<IconClipboardText size={16} aria-hidden />}>
          Paste
        </Tabs.Tab>
        <Tabs.Tab value="address" leftSection={<IconWorldDownload size={16} aria-hidden />}>
          Address
        </Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="files">
        <DropZone
          title={title}
          filesName={target.kind === 'addition' ? 'Document' : 'Corpus'}
          withProjects={target.kind === 'new-corpus'}
          loading={loading}
          onFiles={(files) => pick(files, target)}
        />
      </Tabs.Panel>
      <Tabs.Panel value="paste">
        <PasteForm target={target} loading={loading} />
      </Tabs.Panel>
      <Tabs.Panel value="address">
        <AskToConnect purpose="to fetch a file from another address">
          <AddressForm target={target} loading={loading} />
        </AskToConnect>
      </Tabs.Panel>
    </Tabs>
  );
}
