import { expect, test } from 'vitest';
import { pastedFile, pastedKind } from './pasted-file.ts';

test.each([
  ['{"text":"one"}\n{"text":"two"}', 'jsonl'],
  ['\r\n  {"text":"one"}', 'jsonl'],
  ['id,text\n1,one', 'csv'],
  ['"Text";"Title"\r\none;two', 'csv'],
  ['id\ttext\n1\tone', 'tsv'],
  ['text\none', 'txt'],
  ['A text, with commas, about the content of things.', 'txt'],
  ['Dear all,\nthe text is below', 'txt'],
  ['[1, 2]', 'txt'],
  ['{broken', 'txt'],
  ['', 'txt'],
])('%j seems to be %s', (text, kind) => {
  expect(pastedKind(text)).toBe(kind);
});

test('becomes a file as if it had been picked', async () => {
  const { path, file } = pastedFile('id,text\n1,ä');
  expect(path).toBe('pasted.csv');
  expect(await file.text()).toBe('id,text\n1,ä');
});
