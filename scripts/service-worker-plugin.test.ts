import { expect, test } from 'vitest';
import { releaseOf, versionOf } from './service-worker-plugin.mjs';

const file = (text: string) => new TextEncoder().encode(text);
const FILES = new Map([
  ['index.html', file('<html>')],
  ['assets/a.js', file('1')],
]);

test.each([
  ['another content', new Map([...FILES, ['assets/a.js', file('2')]])],
  [
    'another name',
    new Map([
      ['index.html', file('<html>')],
      ['assets/b.js', file('1')],
    ]),
  ],
  ['a file more', new Map([...FILES, ['c', file('')]])],
])('%s is another version', (_, files) => {
  expect(versionOf(files)).not.toBe(versionOf(FILES));
});

test('the order of the files does not matter to the version', () => {
  expect(versionOf(new Map([...FILES].reverse()))).toBe(versionOf(FILES));
});

test('a release has the hash of every file, as `integrity` takes it, and the size of all', () => {
  const { files, bytes } = releaseOf(FILES, 'v');
  expect(bytes).toBe(7);
  // printf 1 | openssl dgst -sha256 -binary | base64
  expect(files['assets/a.js'].integrity).toBe('sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s=');
});
