import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { licenceOf, licencesText, packageFolder } from './licences-plugin.mjs';

test.each([
  ['/app/node_modules/react/index.js', '/app/node_modules/react'],
  ['/app/node_modules/@mantine/core/esm/a.mjs', '/app/node_modules/@mantine/core'],
  ['/app/node_modules/a/node_modules/b/c.js', '/app/node_modules/a/node_modules/b'],
  ['/app/src/main.tsx', undefined],
])('%s is from the package %s', (path, folder) => {
  expect(packageFolder(path)).toBe(folder);
});

test('what lies in a folder with a licence of its own is listed with that', async () => {
  const folder = fileURLToPath(new URL('../node_modules/pdfjs-dist', import.meta.url));
  const { texts } = await licenceOf(folder, [`${folder}/legacy/build`, `${folder}/cmaps`]);
  expect(texts).toEqual([
    expect.stringContaining('Apache License'),
    expect.stringContaining('Adobe Systems Incorporated'),
  ]);
});

test('a package is listed with its version, its licence and the text of it', async () => {
  const react = await licenceOf(fileURLToPath(new URL('../node_modules/react', import.meta.url)));
  expect(react).toMatchObject({
    name: 'react',
    licence: 'MIT',
    texts: [expect.stringContaining('MIT License')],
  });
  const text = licencesText([react]);
  expect(text).toContain(`react ${react.version}: MIT\n`);
  expect(text).toContain('Permission is hereby granted');
});
