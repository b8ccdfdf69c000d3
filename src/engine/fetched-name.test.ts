import { expect, test } from 'vitest';
import { fetchedName } from './fetched-name.ts';

test.each<[name: string, url: string, headers: Record<string, string>]>([
  ['docs.csv', 'https://a.example/x/docs.csv?raw=1#top', {}],
  ['docs.csv', 'https://a.example/x/docs.csv', { 'content-type': 'text/plain' }],
  ['my docs.jsonl', 'https://a.example/my%20docs.jsonl', {}],
  ['100%.txt', 'https://a.example/100%.txt', {}],
  ['export.csv', 'https://a.example/export', { 'content-type': 'text/csv; charset=utf-8' }],
  ['export.jsonl', 'https://a.example/export', { 'content-type': 'Application/X-NDJSON' }],
  ['export', 'https://a.example/export', { 'content-type': 'constructor' }],
  ['a.example.json', 'https://a.example/', { 'content-type': 'application/json' }],
  ['a.example', 'https://a.example/', {}],
  ['real.zip', 'https://a.example/d', { 'content-disposition': 'attachment; filename="real.zip"' }],
  ['real.zip', 'https://a.example/d', { 'content-disposition': 'attachment; filename=real.zip' }],
  [
    'ünï.zip',
    'https://a.example/d',
    { 'content-disposition': `attachment; filename="uni.zip"; filename*=UTF-8''%C3%BCn%C3%AF.zip` },
  ],
  ['x.csv', 'https://a.example/d', { 'content-disposition': 'attachment; filename="../../x.csv"' }],
])('%s', (name, url, headers) => {
  expect(fetchedName(new URL(url), new Headers(headers))).toBe(name);
});
