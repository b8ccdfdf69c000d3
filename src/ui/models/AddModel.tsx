import { Stack, Tabs } from '@mantine/core';
import { useState } from 'react';
import type { ModelKind } from '../../core/records.ts';
import type { ModelOffer, PickedFile } from '../../workers/client.ts';
import { AskToConnect } from '../shared/AskToConnect.tsx';
import { FolderForm } from './FolderForm.tsx';
import { HubForm } from './HubForm.tsx';
import { InstallView } from './InstallView.tsx';
import { useModels } from './models-context.ts';
import { OfferView } from './OfferView.tsx';

interface Found {
  readonly offer: ModelOffer;
  readonly files?: readonly PickedFile[];
}

/** From a hub or a folder: first what it is, then the choice of a file, then the download. */
export function AddModel({ kind }: { kind: ModelKind }) {
  const { install, startInstall } = useModels();
  const [found, setFound] = useState<Found>();

  return (
    <Stack gap="sm" pt="xs" maw="44rem">
      <Tabs defaultValue="hub" keepMounted={false} onChange={() => setFound(undefined)}>
        <Tabs.List>
          <Tabs.Tab value="hub">From a hub</Tabs.Tab>
          <Tabs.Tab value="folder">From a folder</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="hub" pt="sm">
          <AskToConnect purpose="to a hub">
            <HubForm kind={kind} onOffer={(offer) => setFound(offer && { offer })} />
          </AskToConnect>
        </Tabs.Panel>
        <Tabs.Panel value="folder" pt="sm">
          <FolderForm kind={kind} onOffer={(offer, files) => setFound(offer && { offer, files })} />
        </Tabs.Panel>
      </Tabs>
      {found && (
        <OfferView
          key={JSON.stringify(found.offer.origin)}
          offer={found.offer}
          busy={install.status === 'running'}
          onInstall={(weightsPath) => {
            startInstall(found.offer, weightsPath, found.files);
            setFound(undefined);
          }}
        />
      )}
      <InstallView kind={kind} />
    </Stack>
  );
}
