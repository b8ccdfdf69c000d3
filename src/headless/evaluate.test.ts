import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { rowOf } from '../core/matrix.ts';
import { writeNpy } from '../testing/npy-files.ts';
import { randomMatrix } from '../testing/random-matrix.ts';
import { generatedBeir } from '../testing/text-files.ts';
import { runEvaluate } from './evaluate.ts';
import { readCommand } from './evaluate-command.ts';

let folder: string;
let printed: string;
let said: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xenn-evaluate-'));
  printed = '';
  said = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += text;
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += text;
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

async function evaluate(args: string): Promise<number> {
  const command = readCommand([...args.split(' '), '--threads', '1', '--out', 'results'], folder);
  return typeof command === 'number' ? command : runEvaluate(command);
}

const filesOf = (part: string) => readdirSync(join(folder, 'results', part)).sort();
const result = (path: string) => readFileSync(join(folder, 'results', path), 'utf8');

type Rows = readonly (readonly number[])[];

const ITEMS = 60;
const QUERIES = 3;
const DIMENSIONS = 4;

const dot = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, value, i) => sum + value * b[i], 0);
const products = (left: Rows, right: Rows): number[][] =>
  left.map((row) => right.map((other) => dot(row, other)));

/** Scores are exactly u* · v, with u* far from what the query embeddings say. */
function writeMatrices() {
  const vectors = (count: number, seed: number): number[][] => {
    const matrix = randomMatrix(count, DIMENSIONS, seed);
    return Array.from({ length: count }, (_, row) => Array.from(rowOf(matrix, row)));
  };
  const items = vectors(ITEMS, 1);
  const embeddings = vectors(QUERIES, 2);
  const scores = products(vectors(QUERIES, 3), items);
  writeNpy(join(folder, 'S.npy'), scores);
  writeNpy(join(folder, 'V.npy'), items);
  writeNpy(join(folder, 'U.npy'), embeddings);
  writeNpy(join(folder, 'A.npy'), products(vectors(DIMENSIONS, 4), items));
  return { scores, firstStages: products(embeddings, items) };
}

const MATRICES = '--scores S.npy --item-embeddings V.npy --query-embeddings U.npy --budgets 12,20 --k 1,10';

/** Positions, the highest value first. */
const bestFirst = (values: readonly number[]) => [...values.keys()].sort((a, b) => values[b] - values[a]);

/** Item ids of a run, by query. */
function readRun(path: string): string[][] {
  const lines = result(path).trim().split('\n');
  return Array.from({ length: QUERIES }, (_, query) =>
    lines.map((line) => line.split(' ')).flatMap(([id, , item]) => (id === String(query) ? [item] : [])),
  );
}

test('over matrices: retrieval by the embeddings, and what is linear is found exactly', async () => {
  const { scores, firstStages } = writeMatrices();
  expect(
    await evaluate(`${MATRICES} --anchor-scores A.npy --methods rnr,axn,adacur --lambda 0 --rounds 2`),
  ).toBe(0);

  const retrieved = firstStages.map((estimates, query) =>
    bestFirst(estimates)
      .slice(0, 12)
      .sort((a, b) => scores[query][b] - scores[query][a])
      .map(String),
  );
  expect(readRun('runs/1-Retrieve-and-rerank-B-12.trec')).toEqual(retrieved);
  const exact = scores.map((of) => bestFirst(of).map(String));
  expect(readRun('runs/exact.trec')).toEqual(exact);
  // Anchor scores span what the scores are linear in, and are in their units.
  const found = readRun('runs/3-ADACUR-B-20.trec').map((ids) => ids.slice(0, 10));
  expect(found).toEqual(exact.map((ids) => ids.slice(0, 10)));

  const { provenance, request } = JSON.parse(result('results.json'));
  expect(Object.keys(provenance.matrices)).toEqual([
    'scores',
    'item-embeddings',
    'query-embeddings',
    'anchor-scores',
  ]);
  expect(provenance).not.toHaveProperty('crossEncoder');
  expect(provenance.backend).toBe('elsewhere: its scores were given');
  expect(provenance.itemSpaces).toMatchObject([
    { itemSpace: 'dual-encoder' },
    { itemSpace: 'anchor-scores', indexCalls: DIMENSIONS * ITEMS },
  ]);
  // Whoever made the embeddings may have called any model for them.
  expect(provenance.itemSpaces[0]).not.toHaveProperty('indexCalls');
  expect(request).toMatchObject({ name: 'S', queryCount: QUERIES, budgets: [12, 20], ks: [1, 10], seed: 1 });
  expect(result('results.csv')).toMatch(/^ADACUR,20,20,[^\n]*,top-recall@10,1,1,1,3,/m);
  expect(result('report.html')).toMatch(/^<!doctype html>/);
  expect(readdirSync(join(folder, 'results')).sort()).toEqual([
    '.evaluate-files',
    'charts',
    'report.html',
    'results.csv',
    'results.json',
    'runs',
  ]);
  for (const chart of readdirSync(join(folder, 'results', 'charts'))) {
    expect(result(`charts/${chart}`)).toMatch(/^<svg [^>]*xmlns=/);
  }
  const paths = ['report.html', 'results.json', 'results.csv', 'runs', 'charts'];
  expect(printed).toBe(paths.map((path) => `${join(folder, 'results', path)}\n`).join(''));
  expect(said).toContain('S: 3 queries, 60 items; first rounds are by query · item embedding\n');
  expect(said).toMatch(/^ADACUR +20 +1\.000 +1\.000$/m);
});

test('the same seed is the same sample and the same numbers; --json prints them', async () => {
  writeMatrices();
  const run = async (seed: number) => {
    printed = '';
    expect(await evaluate(`${MATRICES} --methods ridge,gar --queries 2 --seed ${seed} --json`)).toBe(0);
    const { statistics } = JSON.parse(printed);
    const { results } = JSON.parse(result('results.json'));
    const times = { searchMs: expect.any(Number) };
    return {
      queryIds: results.map(({ queryId }: { queryId: string }) => queryId),
      cells: statistics.cells.map((cell: object) => ({ ...cell, ...times })),
    };
  };
  const first = await run(1);
  expect(first.queryIds).toHaveLength(2);
  expect(await run(1)).toEqual(first);
  expect((await run(2)).queryIds).not.toEqual(first.queryIds);
  expect(said).toContain('  A sample: 2 of 3 test queries, chosen by the seed.\n');
});

async function writeCorpus(name: string, documentCount: number): Promise<void> {
  for (const { path, stream } of generatedBeir(documentCount)) {
    const file = join(folder, path.replace('generated', name));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, await new Response(stream()).text());
  }
}

test('over a corpus: indexes are built, scores are kept, and a folder of scores is of one corpus', async () => {
  await writeCorpus('first', 30);
  await writeCorpus('second', 31);
  const args =
    '--methods axn,adacur --index none,mf-trns --train-queries 4 --documents-per-query 5 --anchor-queries 2 --budgets 10 ' +
    '--rounds 2 --k 1,5 --cache kept';
  expect(await evaluate(`--corpus first ${args}`)).toBe(0);
  expect(said).toContain(
    [
      'first: 30 documents, 16 queries, 16 judgements',
      'MF_Trns 4 x 5: 4 train queries (own), 20 calls, of which 0 are known',
      'Anchors 2: 2 train queries (own), 60 calls, of which 10 are known',
      '4 test queries; exact rankings take 120 calls, of which 0 are known',
    ].join('\n'),
  );
  const first = JSON.parse(result('results.json'));
  expect(first.labels).toEqual(['AXN λ = 0.8 · Dual-encoder', 'AXN λ = 0.8 · MF_Trns 4 x 5', 'ADACUR']);
  expect(first.provenance).toMatchObject({
    backend: 'onnxruntime-node, 1 thread',
    itemSpaces: [
      { name: 'Dual-encoder', indexCalls: 0 },
      { name: 'MF_Trns 4 x 5', indexCalls: 20 },
      { name: 'Anchors 2', indexCalls: 60 },
    ],
  });
  expect(result('qrels.txt').split('\n')[0]).toBe('q12 0 d0 1');

  said = '';
  expect(await evaluate(`--corpus first ${args}`)).toBe(0);
  expect(said).toContain('exact rankings take 120 calls, of which 120 are known; then 12 searches');
  const again = JSON.parse(result('results.json'));
  const rankings = ({ results }: typeof first) =>
    results.map(({ cells }: { cells: { ranking: unknown }[] }) => cells.map(({ ranking }) => ranking));
  expect(rankings(again)).toEqual(rankings(first));

  said = '';
  expect(await evaluate(`--corpus second ${args}`)).toBe(1);
  expect(said).toMatch(
    /holds scores of another corpus, “first” \(SHA-256 [0-9a-f]{8}…\); expected those of “second” \([0-9a-f]{8}…\)\. Name another folder with --cache\.\n$/,
  );
});

test('sizes that come to the same index are one, named by what it is trained on', async () => {
  await writeCorpus('small', 30);
  const sizes = '--train-queries 12,400 --documents-per-query 30,50 --anchor-queries 40';
  expect(
    await evaluate(`--corpus small --methods rnr,adacur --index mf-trns,anchors ${sizes} --budgets 5`),
  ).toBe(0);
  expect(said).toContain('MF_Trns 12 x 30: 12 train queries (own), 360 calls, of which 0 are known\n');
  const left = said.split('\n').filter((line) => line.endsWith('left out'));
  expect(left).toEqual([
    'MF_Trns 12 x 50 would be MF_Trns 12 x 30 once more: left out',
    'MF_Trns 400 x 30 would be MF_Trns 12 x 30 once more: left out',
    'MF_Trns 400 x 50 would be MF_Trns 12 x 30 once more: left out',
  ]);
  expect(said).toContain('Anchors 12: 12 train queries (own), 360 calls, of which 360 are known\n');
});

test('the results of an experiment take the place of those before; other files stay', async () => {
  await writeCorpus('sea', 30);
  const args = '--methods rnr --k 1 --corpus sea';
  expect(await evaluate(`${args} --budgets 5,10 --cache kept`)).toBe(0);
  expect(filesOf('runs')).toEqual([
    '1-Retrieve-and-rerank-B-10.trec',
    '1-Retrieve-and-rerank-B-5.trec',
    'bm25.trec',
    'dual-encoder.trec',
    'exact.trec',
  ]);
  expect(result('qrels.txt')).not.toBe('');
  writeFileSync(join(folder, 'results', 'runs', 'mine.trec'), 'q12 Q0 d0 1 1 mine\n');
  writeFileSync(join(folder, 'results', 'notes.txt'), 'mine');

  // TREC files cannot hold such an id: what can be written is.
  const documents = join(folder, 'sea', 'corpus.jsonl');
  writeFileSync(documents, readFileSync(documents, 'utf8').replaceAll('"d1"', '"d 1"'));
  said = '';
  expect(await evaluate(`${args} --budgets 7 --cache other`)).toBe(0);
  expect(said).toContain(
    'runs/ and qrels.txt are left out. The document id "d 1" has white space in it; expected one without, because in TREC ' +
      'files white space parts the columns. Give the documents and queries other ids.\n',
  );
  expect(readdirSync(join(folder, 'results')).sort()).toEqual([
    '.evaluate-files',
    'charts',
    'notes.txt',
    'report.html',
    'results.csv',
    'results.json',
    'runs',
  ]);
  expect(filesOf('runs')).toEqual(['mine.trec']);
  expect(JSON.parse(result('results.json')).request.budgets).toEqual([7]);
  expect(result('results.csv')).toContain('\nRetrieve and rerank,7,');
});

test('a corpus without queries is evaluated on queries that are made from it', async () => {
  await writeCorpus('bare', 30);
  rmSync(join(folder, 'bare', 'qrels'), { recursive: true });
  rmSync(join(folder, 'bare', 'queries.jsonl'));
  expect(await evaluate('--corpus bare --methods rnr --budgets 5 --make-queries titles --queries 3')).toBe(0);
  expect(said).toContain(
    '3 test queries were made from titles: they are easier than those that people write\n',
  );
  expect(JSON.parse(result('results.json')).results).toHaveLength(3);
  await writeCorpus('bare', 30);
  expect(await evaluate('--corpus bare --make-queries titles')).toBe(1);
  expect(said.trim().split('\n').at(-1)).toBe(
    `--make-queries is for a corpus without test queries, found 4 in ${join(folder, 'bare')}. Leave it out.`,
  );
});

test('beside train queries alone, test queries are made as well', async () => {
  await writeCorpus('trained', 30);
  rmSync(join(folder, 'trained', 'qrels', 'test.tsv'));
  const queries = join(folder, 'trained', 'queries.jsonl');
  const own = readFileSync(queries, 'utf8').trim().split('\n').slice(0, 12);
  writeFileSync(queries, own.map((line) => `${line}\n`).join(''));
  expect(await evaluate('--corpus trained --methods rnr --budgets 5')).toBe(1);
  expect(said.trim().split('\n').at(-1)).toBe(
    `Expected test queries with the documents of ${join(folder, 'trained')}, found none among its 12 queries. Add ` +
      'queries.jsonl and qrels/test.tsv to its folder, or have some made from the documents: --make-queries titles.',
  );
  expect(
    await evaluate('--corpus trained --methods rnr --budgets 5 --make-queries sentences --queries 3'),
  ).toBe(0);
  const { results } = JSON.parse(result('results.json'));
  expect(results.map(({ queryId }: { queryId: string }) => queryId)).toEqual(['made-1', 'made-2', 'made-3']);
});

test('of matrices an interrupted run keeps nothing, and says so', async () => {
  writeMatrices();
  vi.mocked(process.stderr.write).mockImplementation((text) => {
    said += text;
    if (String(text).includes('exact rankings take')) process.emit('SIGINT');
    return true;
  });
  expect(await evaluate(`${MATRICES} --methods rnr`)).toBe(130);
  expect(said.trim().split('\n').at(-1)).toBe('Stopped: nothing is kept, and the same command begins anew.');
  expect(printed).toBe('');
});

test('what cannot be right ends it before anything is written', async () => {
  writeMatrices();
  writeNpy(join(folder, 'U.npy'), [[1, 2, 3, 4]]);
  expect(await evaluate(MATRICES)).toBe(1);
  expect(said).toBe(
    `${join(folder, 'U.npy')} is 1 x 4; expected a row for each of the 3 rows of S.npy, which is 3 x 60. Scores are ` +
      'queries x items, embeddings a row each, anchor scores anchor queries x items.\n',
  );
  expect(printed).toBe('');
  expect(readdirSync(folder)).not.toContain('results');
});

test('a folder that cannot be made ends it before anything is searched', async () => {
  writeMatrices();
  writeFileSync(join(folder, 'results'), 'a file');
  expect(await evaluate(MATRICES)).toBe(1);
  expect(said.split('\n').slice(1)).toEqual([
    `EEXIST: file already exists, mkdir '${join(folder, 'results')}'. Mend that and run the command again.`,
    '',
  ]);
});

test('a wrong option is said, and where to look', async () => {
  expect(await evaluate('--corpus c --budgets few')).toBe(2);
  expect(said).toBe(
    '--budgets: expected a whole number of at least 1, found "few".\n--help lists the options.\n',
  );
});

test('--help goes to standard output', async () => {
  expect(await evaluate('--help')).toBe(0);
  expect(printed).toMatch(/^npm run evaluate -- OPTIONS\n/);
  expect(said).toBe('');
});

test.each([
  {
    name: 'a corpus without queries',
    args: '--corpus notes.txt',
    message:
      'Expected test queries with the documents of {}/notes.txt, found none. Add queries.jsonl and qrels/test.tsv to its ' +
      'folder, or have some made from the documents: --make-queries titles.',
  },
  {
    name: 'no corpus',
    args: '--corpus other',
    message:
      "Expected a corpus at {}/other, found: ENOENT: no such file or directory, stat '{}/other'. Name a BEIR folder or " +
      '.zip, or a file of documents.',
  },
])('$name is refused', async ({ args, message }) => {
  writeFileSync(join(folder, 'notes.txt'), 'a quiet harbour\na lantern\n');
  expect(await evaluate(args)).toBe(1);
  expect(said.trim().split('\n').at(-1)).toBe(message.replaceAll('{}', folder));
});
