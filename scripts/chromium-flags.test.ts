import { expect, test } from 'vitest';
import { chromiumFlags } from './chromium-flags.mjs';

test.each([
  { name: 'a person', userId: 1000, sandboxed: true },
  { name: 'root', userId: 0, sandboxed: false },
])('the sandbox of $name', ({ userId, sandboxed }) => {
  expect(chromiumFlags(userId, 'swiftshader').includes('--no-sandbox')).toBe(!sandboxed);
});

test('the adapter is the software one, or what the machine has', () => {
  expect(chromiumFlags(1000, 'swiftshader')).toContain('--use-webgpu-adapter=swiftshader');
  const onHardware = chromiumFlags(1000, 'hardware');
  expect(onHardware.filter((flag) => flag.includes('swiftshader'))).toEqual([]);
  expect(onHardware).toContain('--ignore-gpu-blocklist');
});

test('another adapter is refused', () => {
  expect(() => chromiumFlags(1000, 'nvidia')).toThrow(
    'WEBGPU_ADAPTER must be "swiftshader" or "hardware"; it is "nvidia". Correct it or unset it.',
  );
});
