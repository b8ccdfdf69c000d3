import { expect, test } from 'vitest';
import type { BackendTrial, Calibration, ModelOrigin } from '../../core/records.ts';
import type { ModelPreset } from '../../workers/client.ts';
import { originLabel, presetDescription, speedLabels } from './model-labels.ts';

const hub: ModelOrigin = {
  source: 'hub',
  hubUrl: 'https://hub.example:8443',
  repository: 'owner/name',
  revision: '0123456789abcdef0123456789abcdef01234567',
};

test.each([
  [{ source: 'folder', folderName: 'my-model' }, 'folder my-model'],
  [hub, 'hub.example:8443 at 01234567'],
  [{ ...hub, hubUrl: 'https://mirror.example/hub' }, 'mirror.example at 01234567'],
] satisfies [ModelOrigin, string][])('%j is shown as %j', (origin, label) => {
  expect(originLabel(origin)).toBe(label);
});

const preset: ModelPreset = {
  kind: 'cross-encoder',
  repository: 'owner/name',
  goodFor: 'Long documents.',
  languages: 'English',
  parameters: 22.7e6,
  maxTokens: 8192,
  licence: 'apache-2.0',
};

test.each([
  [
    preset,
    'Long documents. English, about 23 million parameters, up to 8,192 tokens; apache-2.0 as of November 2026.',
  ],
  [
    { ...preset, languages: 'many', parameters: 4.4e6, maxTokens: 512, licence: 'mit' },
    'Long documents. Many languages, about 4 million parameters, up to 512 tokens; mit as of November 2026.',
  ],
] satisfies [ModelPreset, string][])('a preset in words %#', (given, description) => {
  expect(presetDescription(given)).toBe(description);
});

function calibration(modelId: string, measuredMs: number, trials: readonly BackendTrial[]): Calibration {
  return { key: `${modelId} ${measuredMs}`, modelId, measuredMs, trials };
}
const WASM: BackendTrial = { backend: 'wasm', pairsPerSecond: 66.04, tokensPerSecond: 5000 };
const WEBGPU: BackendTrial = { backend: 'webgpu', pairsPerSecond: 900, tokensPerSecond: 70_000 };

test.each([
  ['nothing measured', [], []],
  ['another model measured', [calibration('b', 1, [WASM])], []],
  ['both backends', [calibration('a', 1, [WASM, WEBGPU])], ['WASM 66 pairs/s', 'WebGPU 900 pairs/s']],
  [
    'a backend that is wrong',
    [calibration('a', 1, [WASM, { ...WEBGPU, unusableBecause: 'it gave NaN' }])],
    ['WASM 66 pairs/s'],
  ],
  [
    'a backend that never ran',
    [calibration('a', 1, [WASM, { backend: 'webgpu', unusableBecause: 'there is no adapter' }])],
    ['WASM 66 pairs/s'],
  ],
  [
    'the newest counts, wherever it stands',
    [calibration('a', 1, [WASM]), calibration('a', 3, [WEBGPU]), calibration('a', 2, [WASM, WEBGPU])],
    ['WebGPU 900 pairs/s'],
  ],
] satisfies [string, Calibration[], string[]][])('speeds: %s', (_, calibrations, labels) => {
  expect(speedLabels('a', calibrations)).toEqual(labels);
});
