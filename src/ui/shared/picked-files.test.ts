import { expect, test } from 'vitest';
import { type BrowserFile, sourceNameOf, toPickedFiles } from './picked-files.ts';

function file(name: string, where: { path?: string; webkitRelativePath?: string } = {}): BrowserFile {
  return Object.assign(new Blob(['x']), { name, ...where });
}
const pathsOf = (...files: BrowserFile[]) => toPickedFiles(files).map(({ path }) => path);

test.each([
  ['a picked file', file('corpus.jsonl', { webkitRelativePath: '' }), 'corpus.jsonl'],
  ['a dropped file', file('corpus.jsonl', { path: './corpus.jsonl' }), 'corpus.jsonl'],
  ['a dropped folder', file('test.tsv', { path: '/scifact/qrels/test.tsv' }), 'scifact/qrels/test.tsv'],
  ['a picked folder', file('test.tsv', { webkitRelativePath: 'scifact/test.tsv' }), 'scifact/test.tsv'],
])('path of %s', (_, picked, path) => {
  expect(pathsOf(picked)).toEqual([path]);
});

test('hidden files and folders are left out', () => {
  const hidden = [file('.DS_Store'), file('x', { path: '/set/.git/x' })];
  expect(pathsOf(...hidden, file('corpus.jsonl'))).toEqual(['corpus.jsonl']);
});

test.each([
  [['pages.jsonl'], 'pages.jsonl'],
  [['scifact/corpus.jsonl', 'scifact/qrels/test.tsv'], 'scifact'],
  [['a.txt', 'b.txt', 'c.txt'], '3 files'],
])('source name of %j', (paths, name) => {
  expect(sourceNameOf(paths.map((path) => ({ path, file: new Blob() })))).toBe(name);
});
