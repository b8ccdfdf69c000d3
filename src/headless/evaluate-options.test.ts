import { expect, test } from 'vitest';
import { parseEvaluateOptions } from './evaluate-options.ts';

const parse = (text: string) => parseEvaluateOptions(text.split(' '), '/home/me', 8);

test('a corpus with everything else as usual', () => {
  expect(parse('--corpus scifact --out results')).toEqual({
    source: {
      kind: 'corpus',
      path: '/home/me/scifact',
      indexes: ['none'],
      trainQueryCounts: [100],
      documentsPerQuery: [50],
      anchorCount: 50,
      startSpace: 'hybrid',
      cache: '/home/me/results/scores',
    },
    methods: ['axn', 'ridge', 'rnr'],
    lambdas: [0.8],
    budgets: [50, 100, 500],
    rounds: [],
    ks: [1, 10, 100],
    seed: 1,
    threads: 8,
    out: '/home/me/results',
    json: false,
  });
});

test('a corpus with everything said', () => {
  const options = parse(
    '--corpus /data/a.zip --out ../b --methods rnr,axn,adacur --lambda 0.8,0 --budgets 500,100 --rounds 10,5 --k 10,1 ' +
      '--queries 25 --seed 7 --threads 2 --json --index mf-trns,none --train-queries 500,100 --documents-per-query 25 ' +
      '--anchor-queries 20 --train-source sentences --start-space lsa --cross-encoder ce --dual-encoder de --cache c ' +
      '--make-queries phrases',
  );
  expect(options).toEqual({
    source: {
      kind: 'corpus',
      path: '/data/a.zip',
      indexes: ['mf-trns', 'none'],
      trainQueryCounts: [100, 500],
      documentsPerQuery: [25],
      anchorCount: 20,
      trainSource: 'sentences',
      startSpace: 'lsa',
      crossEncoder: '/home/me/ce',
      dualEncoder: '/home/me/de',
      cache: '/home/me/c',
      madeQueries: 'phrases',
    },
    methods: ['rnr', 'axn', 'adacur'],
    lambdas: [0, 0.8],
    budgets: [100, 500],
    rounds: [5, 10],
    ks: [1, 10],
    queryCount: 25,
    seed: 7,
    threads: 2,
    out: '/home/b',
    json: true,
  });
});

const MATRICES = '--scores S.npy --item-embeddings V.npy --query-embeddings U.npy --out o';

test('matrices instead of a corpus', () => {
  expect(parse(`${MATRICES} --anchor-scores /a/A.npy --methods adacur`).source).toEqual({
    kind: 'matrices',
    scores: '/home/me/S.npy',
    itemEmbeddings: '/home/me/V.npy',
    queryEmbeddings: '/home/me/U.npy',
    anchorScores: '/a/A.npy',
  });
});

const CORPUS = '--corpus c --out o';

test.each([
  [
    '--out o',
    'Expected a corpus, --corpus DIR, or matrices, --scores S.npy and what goes with it; found neither.',
  ],
  ['--corpus c', '--out: expected a folder for the results, found none.'],
  [
    `${CORPUS} --scores S.npy`,
    '--corpus and --scores: expected one of them, found both. Leave one of them out.',
  ],
  [
    `${CORPUS} --item-embeddings V.npy`,
    '--item-embeddings goes with --scores, found it with --corpus. Leave one of them out.',
  ],
  [`${MATRICES} --index lsa`, '--index goes with --corpus, found it with --scores. Leave one of them out.'],
  [
    '--scores S.npy --query-embeddings U.npy --out o',
    '--item-embeddings: expected vectors of the items beside --scores, found none.',
  ],
  [
    '--scores S.npy --item-embeddings V.npy --out o',
    '--query-embeddings: expected vectors of the queries beside --scores, found none.',
  ],
  [
    `${MATRICES} --methods axn,adacur`,
    'adacur and anncur search in anchor scores: add --anchor-scores A.npy, or leave them out of --methods.',
  ],
  [
    `${MATRICES} --methods axn,best`,
    '--methods: expected methods that need no text, because matrices have none, found "best".',
  ],
  [
    `${CORPUS} --methods axm`,
    '--methods: expected names out of axn,ridge,best,fast,paper,rnr,anncur,adacur,gar,tour, separated by commas, ' +
      'found "axm".',
  ],
  [
    `${CORPUS} --methods rnr --lambda 0`,
    '--lambda is of the method axn, found --methods rnr. Add axn, or leave --lambda out.',
  ],
  [`${CORPUS} --lambda 2`, '--lambda: expected numbers from 0 to 1, separated by commas, found "2".'],
  [`${CORPUS} --budgets 0`, '--budgets: expected a whole number of at least 1, found "0".'],
  [`${CORPUS} --rounds 1.5`, '--rounds: expected a whole number of at least 1, found "1.5".'],
  [`${CORPUS} --k 1,,10`, '--k: expected a whole number of at least 1, found "".'],
  [
    `${CORPUS} --queries dev`,
    '--queries: expected "test" for all of them, or the number of a sample, found "dev".',
  ],
  [`${CORPUS} --seed x`, '--seed: expected a whole number of at least 0, found "x".'],
  [`${CORPUS} --threads 0`, '--threads: expected a whole number of at least 1, found "0".'],
  [
    `${CORPUS} --index mf`,
    '--index: expected names out of none,lsa,hybrid,mf-trns,mf-ind,anchors, separated by commas, found "mf".',
  ],
  [
    `${CORPUS} --train-source history`,
    '--train-source: expected one of own,titles,sentences,key-phrases, found "history".',
  ],
  [`${CORPUS} --start-space none`, '--start-space: expected one of dual-encoder,lsa,hybrid, found "none".'],
])('%s is refused', (text, message) => {
  const error = expect.objectContaining({ name: 'InvalidArgumentError', message });
  expect(() => parse(text)).toThrow(error);
});

test('an unknown option is refused', () => {
  expect(() => parse(`${CORPUS} --bugdets 50`)).toThrow(
    expect.objectContaining({ name: 'TypeError', code: 'ERR_PARSE_ARGS_UNKNOWN_OPTION' }),
  );
});
