import { expect, test } from 'vitest';
import { machineName } from './machine-name.ts';

test.each([
  [
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/141.0.0.0 Safari/537.36',
    'Chromium 141, 2 cores',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0',
    'Edge 140, 2 cores',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0', 'Firefox 143, 2 cores'],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15',
    'Safari 26, 2 cores',
  ],
  ['something else', 'a browser, 2 cores'],
])('%s', (userAgent, name) => {
  expect(machineName(userAgent, 2)).toBe(name);
});

test('one core is one', () => {
  expect(machineName('Firefox/143.0', 1)).toBe('Firefox 143, 1 core');
});
