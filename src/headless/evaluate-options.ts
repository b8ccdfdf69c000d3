import { join, resolve } from 'node:path';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { XennError } from '../core/errors.ts';
import type { StartSpace } from '../core/index-records.ts';
import { START_SPACES } from '../engine/records.ts';
import { METHOD_NAMES, type MethodName, needsAnchors } from './evaluate-methods.ts';
import {
  namesOption,
  sharesOption,
  wholeNumberOption,
  wholeNumbersOption,
  wrongOption,
} from './option-values.ts';

/** 'none': the dual-encoder's vectors; 'lsa' and 'hybrid' need no cross-encoder call either. */
export const INDEX_NAMES = ['none', 'lsa', 'hybrid', 'mf-trns', 'mf-ind', 'anchors'] as const;
export type IndexName = (typeof INDEX_NAMES)[number];

/** Without 'history': a command has none. */
export const TRAIN_SOURCES = ['own', 'titles', 'sentences', 'key-phrases'] as const;

export const MADE_FROM = ['titles', 'sentences', 'phrases'] as const;

/** All paths are absolute. */
export interface EvaluateOptions {
  readonly source: CorpusSource | MatrixSource;
  readonly methods: readonly MethodName[];
  readonly lambdas: readonly number[];
  readonly budgets: readonly number[];
  /** Empty: each method's own. */
  readonly rounds: readonly number[];
  readonly ks: readonly number[];
  /** Absent: all test queries. */
  readonly queryCount?: number;
  readonly seed: number;
  readonly threads: number;
  /** The folder of the results. */
  readonly out: string;
  /** One line of JSON instead of the paths. */
  readonly json: boolean;
}

/** Texts, and models that score them. */
export interface CorpusSource {
  readonly kind: 'corpus';
  /** A folder or a file. */
  readonly path: string;
  readonly indexes: readonly IndexName[];
  /** |Qtrain| of each factorisation. */
  readonly trainQueryCounts: readonly number[];
  /** k_d of each factorisation. */
  readonly documentsPerQuery: readonly number[];
  /** k_q of anchor scores. */
  readonly anchorCount: number;
  /** Absent: the corpus's own where it has any, else made from titles or sentences. */
  readonly trainSource?: (typeof TRAIN_SOURCES)[number];
  /** What factorisations start from. */
  readonly startSpace: StartSpace;
  /** Folders; absent: the embedded models. */
  readonly crossEncoder?: string;
  readonly dualEncoder?: string;
  /** The folder of the cross-encoder's scores. */
  readonly cache: string;
  /** What test queries are made from, where the corpus brings none. */
  readonly madeQueries?: (typeof MADE_FROM)[number];
}

/** What somebody computed elsewhere: .npy files. */
export interface MatrixSource {
  readonly kind: 'matrices';
  /** |Q| x |I| */
  readonly scores: string;
  /** |I| x d */
  readonly itemEmbeddings: string;
  /** |Q| x d */
  readonly queryEmbeddings: string;
  /** k_q x |I| */
  readonly anchorScores?: string;
}

const OF_CORPUS = {
  corpus: { type: 'string' },
  index: { type: 'string' },
  'train-queries': { type: 'string' },
  'documents-per-query': { type: 'string' },
  'anchor-queries': { type: 'string' },
  'train-source': { type: 'string' },
  'start-space': { type: 'string' },
  'cross-encoder': { type: 'string' },
  'dual-encoder': { type: 'string' },
  cache: { type: 'string' },
  'make-queries': { type: 'string' },
} as const satisfies ParseArgsConfig['options'];

const OF_MATRICES = {
  scores: { type: 'string' },
  'item-embeddings': { type: 'string' },
  'query-embeddings': { type: 'string' },
  'anchor-scores': { type: 'string' },
} as const satisfies ParseArgsConfig['options'];

const OF_BOTH = {
  out: { type: 'string' },
  methods: { type: 'string', default: 'axn,ridge,rnr' },
  lambda: { type: 'string' },
  budgets: { type: 'string', default: '50,100,500' },
  rounds: { type: 'string' },
  k: { type: 'string', default: '1,10,100' },
  queries: { type: 'string', default: 'test' },
  seed: { type: 'string', default: '1' },
  threads: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const satisfies ParseArgsConfig['options'];

type Values = ReturnType<typeof readValues>;

function readValues(args: readonly string[]) {
  return parseArgs({ args: [...args], options: { ...OF_CORPUS, ...OF_MATRICES, ...OF_BOTH } }).values;
}

/**
 * `folder` is what relative paths are relative to, `cores` the number of threads that is taken without one. Throws
 * InvalidArgumentError for a value that cannot be meant, TypeError for an option that is unknown.
 */
export function parseEvaluateOptions(
  args: readonly string[],
  folder: string,
  cores: number,
): EvaluateOptions {
  const values = readValues(args);
  const { queries, lambda, rounds, threads, json } = values;
  if (values.corpus !== undefined && values.scores !== undefined) {
    throw refusal('--corpus and --scores: expected one of them, found both. Leave one of them out.');
  }
  const out = resolve(folder, required('out', values.out, 'a folder for the results'));
  const methods = namesOption('methods', values.methods, METHOD_NAMES);
  if (lambda !== undefined && !methods.includes('axn')) {
    throw refusal(
      `--lambda is of the method axn, found --methods ${values.methods}. Add axn, or leave --lambda out.`,
    );
  }
  return {
    source:
      values.scores === undefined ? corpusSource(values, folder, out) : matrixSource(values, folder, methods),
    methods,
    lambdas: sharesOption('lambda', lambda ?? '0.8'),
    budgets: wholeNumbersOption('budgets', values.budgets, 1),
    rounds: rounds === undefined ? [] : wholeNumbersOption('rounds', rounds, 1),
    ks: wholeNumbersOption('k', values.k, 1),
    ...(queries !== 'test' && { queryCount: sampleSize(queries) }),
    seed: wholeNumberOption('seed', values.seed, 0),
    threads: threads === undefined ? cores : wholeNumberOption('threads', threads, 1),
    out,
    json,
  };
}

function corpusSource(values: Values, folder: string, out: string): CorpusSource {
  const { corpus } = values;
  if (corpus === undefined) {
    throw refusal(
      'Expected a corpus, --corpus DIR, or matrices, --scores S.npy and what goes with it; found neither.',
    );
  }
  refuseThoseOf(OF_MATRICES, values, '--scores');
  const trainSource = values['train-source'];
  const crossEncoder = values['cross-encoder'];
  const dualEncoder = values['dual-encoder'];
  const madeQueries = values['make-queries'];
  return {
    kind: 'corpus',
    path: resolve(folder, corpus),
    indexes: [...new Set(namesOption('index', values.index ?? 'none', INDEX_NAMES))],
    trainQueryCounts: wholeNumbersOption('train-queries', values['train-queries'] ?? '100', 1),
    documentsPerQuery: wholeNumbersOption('documents-per-query', values['documents-per-query'] ?? '50', 1),
    anchorCount: wholeNumberOption('anchor-queries', values['anchor-queries'] ?? '50', 1),
    ...(trainSource !== undefined && { trainSource: nameOption('train-source', trainSource, TRAIN_SOURCES) }),
    startSpace: nameOption('start-space', values['start-space'] ?? 'hybrid', START_SPACES),
    ...(crossEncoder !== undefined && { crossEncoder: resolve(folder, crossEncoder) }),
    ...(dualEncoder !== undefined && { dualEncoder: resolve(folder, dualEncoder) }),
    cache: values.cache === undefined ? join(out, 'scores') : resolve(folder, values.cache),
    ...(madeQueries !== undefined && { madeQueries: nameOption('make-queries', madeQueries, MADE_FROM) }),
  };
}

function matrixSource(values: Values, folder: string, methods: readonly MethodName[]): MatrixSource {
  refuseThoseOf(OF_CORPUS, values, '--corpus');
  const path = (option: keyof typeof OF_MATRICES, expected: string) =>
    resolve(folder, required(option, values[option], expected));
  const anchorScores = values['anchor-scores'];
  // A retriever's scores are coordinates of theirs, and there is no text to retrieve by.
  const ofText = methods.find((name) => name === 'best' || name === 'fast');
  if (ofText) throw wrongOption('methods', 'methods that need no text, because matrices have none', ofText);
  if (anchorScores === undefined && needsAnchors(methods)) {
    throw refusal(
      'adacur and anncur search in anchor scores: add --anchor-scores A.npy, or leave them out of --methods.',
    );
  }
  return {
    kind: 'matrices',
    scores: path('scores', 'scores'),
    itemEmbeddings: path('item-embeddings', 'vectors of the items beside --scores'),
    queryEmbeddings: path('query-embeddings', 'vectors of the queries beside --scores'),
    ...(anchorScores !== undefined && { anchorScores: resolve(folder, anchorScores) }),
  };
}

function refuseThoseOf(others: object, values: Values, needed: '--corpus' | '--scores'): void {
  const found = (Object.keys(others) as (keyof Values)[]).find((option) => values[option] !== undefined);
  if (found === undefined) return;
  const instead = needed === '--corpus' ? '--scores' : '--corpus';
  throw refusal(`--${found} goes with ${needed}, found it with ${instead}. Leave one of them out.`);
}

function required(option: string, value: string | undefined, expected: string): string {
  if (value) return value;
  throw refusal(`--${option}: expected ${expected}, found none.`);
}

function nameOption<T extends string>(option: string, text: string, known: readonly T[]): T {
  const found = known.find((name) => name === text);
  if (found !== undefined) return found;
  throw wrongOption(option, `one of ${known.join(',')}`, text);
}

function refusal(message: string): XennError {
  return new XennError('InvalidArgumentError', message);
}

function sampleSize(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw wrongOption('queries', '"test" for all of them, or the number of a sample', text);
}
