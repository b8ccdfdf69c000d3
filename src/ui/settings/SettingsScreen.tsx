import { ModelSection } from '../models/ModelSection.tsx';
import { Page } from '../shared/Page.tsx';
import { AboutSettings } from './AboutSettings.tsx';
import { AppearanceSettings } from './AppearanceSettings.tsx';
import { BackendSettings } from './BackendSettings.tsx';
import { ConnectionSettings } from './ConnectionSettings.tsx';
import { EmbeddedModels } from './EmbeddedModels.tsx';
import { StorageSettings } from './StorageSettings.tsx';

export default function SettingsScreen() {
  return (
    <Page title="Settings">
      <ModelSection kind="cross-encoder" />
      <BackendSettings />
      <ModelSection kind="dual-encoder" />
      <EmbeddedModels />
      <StorageSettings />
      <ConnectionSettings />
      <AppearanceSettings />
      <AboutSettings />
    </Page>
  );
}
