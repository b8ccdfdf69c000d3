/** Corpora whose every text would run if a page took it for markup, an address or a formula. */
import { zipSync } from 'fflate';
import { ALL_PAYLOADS, PAYLOADS } from '../src/testing/hostile/payloads.ts';
import type { UploadedFile } from './fixtures.ts';

/** Runs as soon as a page takes it for markup; without a slash, so that it can be the name of a file. */
export const IMAGE = '<img src=x onerror="window.__executed=1">';
export const SVG = '<svg onload="window.__executed=1">';

/** What else texts may hold: other directions, no width, no breaks, no character, names that every object has. */
const ODD_TEXTS: readonly string[] = [
  'abc \u202edcba\u2066 right to left',
  `${'w'.repeat(3000)} is one word`,
  'a \u0000 character that is none',
  '{{7*7}} is no 49',
  '__proto__',
  'constructor',
];
/** Of them the titles and texts begin, in the order of the documents; one holds a NUL and is refused. */
export const TEXTS: readonly string[] = [...PAYLOADS, ...ODD_TEXTS];

const lines = (values: readonly object[]) => values.map((value) => `${JSON.stringify(value)}\n`).join('');

/** A corpus whose every field, and whose every file, is named by somebody who means harm. */
export function hostileCorpus(): UploadedFile {
  const documents = TEXTS.map((text, row) => ({
    _id: `${text}#${row}`,
    parent_id: text,
    title: `${text} title ${row}`,
    text: `${text} says a river otter ${'and again '.repeat(row)}${ALL_PAYLOADS}`,
  }));
  const again = { _id: `${IMAGE} again`, title: documents[0].title, text: documents[0].text };
  const refused = `${lines([documents[1], again])}${IMAGE} is no JSON\n{"_id":"${SVG.replaceAll('"', '')}","text":""}\n`;
  const queries = PAYLOADS.map((text, row) => ({ _id: `${text} q${row}`, text: `${text} otter ${row}` }));
  const qrels = (from: number, to: number) =>
    `query-id\tcorpus-id\tscore\n${queries
      .slice(from, to)
      .map(({ _id }, row) => `${_id}\t${documents[row]._id}\t1\n`)
      .join('')}`;
  const files = {
    'corpus.jsonl': `${lines(documents)}${refused}`,
    'queries.jsonl': lines(queries),
    'qrels/train.tsv': qrels(0, 6),
    'qrels/test.tsv': qrels(6, 9),
    [`qrels/${IMAGE}.tsv`]: qrels(9, 12),
  };
  const entries = Object.entries(files).map(([path, text]) => [path, new TextEncoder().encode(text)]);
  return {
    name: `${IMAGE}.zip`,
    mimeType: 'application/zip',
    buffer: Buffer.from(zipSync(Object.fromEntries(entries))),
  };
}

/** A table whose columns have names that mean harm, too. */
export const HOSTILE_TABLE: UploadedFile = {
  name: `${SVG}.csv`,
  mimeType: 'text/csv',
  buffer: Buffer.from(
    `id,${IMAGE.replaceAll('"', '')},body\n1,${PAYLOADS[0]},${PAYLOADS[0]} ${IMAGE.replaceAll('"', '')}\n`,
  ),
};
