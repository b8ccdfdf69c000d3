import '@mantine/core/styles.css';
import '@mantine/dropzone/styles.css';
import '@mantine/notifications/styles.css';
import './ui/shared/global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { leaveForDecidedPage } from './app/connections.ts';
import { storeForOffline } from './app/offline.ts';
import { requireStyleNonce } from './app/style-nonce.ts';
import { createTrustedTypePolicy, textWithoutTags } from './app/trusted-types.ts';
import { App } from './ui/App.tsx';
import { createConnectionStore } from './ui/shared/connection.ts';
import { readApiKey, readBackendChoice, readModelChoice } from './ui/shared/preferences.ts';
import { createClient } from './workers/client.ts';

createTrustedTypePolicy('default', { createHTML: textWithoutTags });
// The development server puts style sheets into the page by itself.
if (import.meta.env.PROD) requireStyleNonce();
if (!leaveForDecidedPage()) start();

function start(): void {
  const root = document.getElementById('root');
  if (!root) throw new Error('Expected an element with the id "root" in index.html, found none.');
  const apiKey = readApiKey();
  const connection = createConnectionStore(createClient, {
    backend: readBackendChoice(),
    models: readModelChoice(),
    ...(apiKey && { apiKey }),
  });
  createRoot(root).render(
    <StrictMode>
      <App connection={connection} />
    </StrictMode>,
  );
  void storeForOffline();
  // Leaving the page ends its workers; one that the browser kept in memory and shows again would wait for them.
  addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload();
  });
}
