import { Page } from '../shared/Page.tsx';
import { AppearanceSettings } from './AppearanceSettings.tsx';
import { BackendSettings } from './BackendSettings.tsx';
import { ModelSettings } from './ModelSettings.tsx';
import { StorageSettings } from './StorageSettings.tsx';

export default function SettingsScreen() {
  return (
    <Page title="Settings">
      <BackendSettings />
      <ModelSettings />
      <StorageSettings />
      <AppearanceSettings />
    </Page>
  );
}
