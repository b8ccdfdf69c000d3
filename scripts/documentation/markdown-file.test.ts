import { expect, test } from 'vitest';
import { parseMarkdown } from './markdown-file.ts';

const TEXT = `# One & two

See [there](docs/there.md#a-b) and [\`here\`](https://example.org "title"), \`npm test\`.

## \`code\` in a heading, *emphasis*?
## One & two

\`\`\`sh
npm ci
\`\`\`

<picture>
  <source media="(prefers-color-scheme: dark)" srcset="pictures/a-dark.png">
  <img src="pictures/a-light.png" alt="a">
</picture>

| a | ![b](c.png) |
|---|---|
| d | [e](f.md) |

    npm run indented
`;

test('code, links, pictures and anchors of a file', () => {
  const file = parseMarkdown('a.md', TEXT);
  expect(file.codeBlocks).toEqual([
    { language: 'sh', code: 'npm ci' },
    { language: '', code: 'npm run indented\n' },
  ]);
  expect(file.inlineCode).toEqual(['here', 'npm test', 'code']);
  expect(file.links.toSorted()).toEqual([
    'c.png',
    'docs/there.md#a-b',
    'f.md',
    'https://example.org',
    'pictures/a-dark.png',
    'pictures/a-light.png',
  ]);
  expect([...file.anchors]).toEqual(['one--two', 'code-in-a-heading-emphasis', 'one--two-1']);
});
