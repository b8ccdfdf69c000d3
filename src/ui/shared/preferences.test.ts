import { expect, test } from 'vitest';
import { resolveBackend } from './preferences.ts';

test.each([
  ['', null, { chosenBy: 'measurement' }],
  ['', 'webgpu', { backend: 'webgpu', chosenBy: 'setting' }],
  ['?backend=wasm', 'webgpu', { backend: 'wasm', chosenBy: 'address' }],
  ['?other=1&backend=webgpu', null, { backend: 'webgpu', chosenBy: 'address' }],
  ['?backend=tpu', 'wasm', { backend: 'wasm', chosenBy: 'setting' }],
  ['?backend=', 'abacus', { chosenBy: 'measurement' }],
] as const)('address %j, setting %j', (query, stored, choice) => {
  expect(resolveBackend(query, stored)).toEqual(choice);
});
