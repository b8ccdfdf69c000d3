import { expect, test } from 'vitest';
import { type FeatureScope, missingFeatures } from './missing-features.ts';

const ALL: FeatureScope = {
  crossOriginIsolated: true,
  isSecureContext: true,
  BroadcastChannel: {},
  navigator: { gpu: {}, locks: {}, serviceWorker: {}, storage: { getDirectory: {} } },
};

test.each<[string, FeatureScope, string[]]>([
  ['nothing', ALL, []],
  ['isolation', { ...ALL, crossOriginIsolated: false }, ['Cross-origin isolation']],
  ['WebGPU', { ...ALL, navigator: { ...ALL.navigator, gpu: undefined } }, ['WebGPU']],
  [
    'locks',
    { ...ALL, navigator: { ...ALL.navigator, locks: undefined } },
    ['Web Locks and BroadcastChannel'],
  ],
  ['channels', { ...ALL, BroadcastChannel: undefined }, ['Web Locks and BroadcastChannel']],
  ['OPFS', { ...ALL, navigator: { ...ALL.navigator, storage: {} } }, ['Origin private file system (OPFS)']],
])('what is missing: %s', (_, scope, features) => {
  expect(missingFeatures(scope).map(({ feature }) => feature)).toEqual(features);
});

test('isolation is promised for the next visit only where a service worker can give it', () => {
  const [withWorker] = missingFeatures({ ...ALL, crossOriginIsolated: false });
  const { serviceWorker: _, ...navigator } = ALL.navigator;
  const [without] = missingFeatures({ ...ALL, crossOriginIsolated: false, navigator });
  expect(withWorker.meaning).toContain('it adds them itself');
  expect(without.meaning).toContain('docs/deploy.md');
});
