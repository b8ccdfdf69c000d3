import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { XennError } from '../../src/core/errors.ts';
import type { TrainQuerySource } from '../../src/core/index-records.ts';
import type { SourceFile } from '../../src/formats/records.ts';
import type { JudgedQuery } from '../models/beir-folder.ts';
import { readEvaluationSet } from '../models/evaluation-sets.ts';

/** `sample` is the corpus that comes with the app: for a quick look. */
export const CALL_SETS = ['scifact', 'nfcorpus', 'vaswani', 'sample'] as const;
export type CallSet = (typeof CALL_SETS)[number];

const SAMPLE_CORPUS = fileURLToPath(new URL('../../public/sample-corpus', import.meta.url));

/** Of each, the whole corpus has to be scored. */
export const TEST_QUERIES = 30;

/** Vaswani came without train queries. */
export const TRAIN_QUERIES: Readonly<Record<CallSet, TrainQuerySource>> = {
  scifact: 'own',
  nfcorpus: 'own',
  vaswani: 'sentences',
  sample: 'own',
};

/**
 * The files of a set, in BEIR layout, as a person would drop them; of its test queries those are marked so that `choose`
 * takes of the ones that `bench:models` measures with. Throws ImportError when it is not there.
 */
export function readCallSet(
  set: CallSet,
  dataFolder: string,
  choose: (queries: readonly JudgedQuery[]) => readonly JudgedQuery[] = firstQueries,
): SourceFile[] {
  const folder = set === 'sample' ? SAMPLE_CORPUS : join(dataFolder, set);
  if (!existsSync(folder)) {
    throw new XennError(
      'ImportError',
      `Set ${set}: expected its data at ${folder}, found nothing there. Name the folder of the data sets with ` +
        `--data DIR, or other sets with --sets ${CALL_SETS.join(',')}.`,
    );
  }
  const { queries } = readEvaluationSet(set, dataFolder);
  const testIds = new Set(choose(queries).map(({ id }) => id));
  const qrels = readdirSync(join(folder, 'qrels')).map((name) => `qrels/${name}`);
  return ['corpus.jsonl', 'queries.jsonl', ...qrels].map((path) => {
    const bytes = readFileSync(join(folder, path));
    const content = new Blob([restrict(path, bytes, testIds)]);
    return {
      path: `${basename(folder)}/${path}`,
      size: content.size,
      stream: (start?: number, end?: number) => content.slice(start, end).stream(),
    };
  });
}

function firstQueries(queries: readonly JudgedQuery[]): readonly JudgedQuery[] {
  return queries.slice(0, TEST_QUERIES);
}

/** Of the test split, these queries alone: queries.jsonl may name the split too. */
function restrict(path: string, bytes: Buffer<ArrayBuffer>, testIds: ReadonlySet<string>) {
  if (path === 'qrels/test.tsv') return judgementsOf(testIds, bytes.toString());
  return path === 'queries.jsonl' ? withoutOtherTests(testIds, bytes.toString()) : bytes;
}

function withoutOtherTests(testIds: ReadonlySet<string>, queries: string): string {
  const isWanted = (line: string) => {
    if (line.trim() === '') return false;
    const { _id, split } = JSON.parse(line) as { _id: string; split?: string };
    return split !== 'test' || testIds.has(_id);
  };
  return queries
    .split(/(?<=\n)/)
    .filter(isWanted)
    .join('');
}

/** The header, and the lines of these queries. */
function judgementsOf(queryIds: ReadonlySet<string>, qrels: string): string {
  const [header, ...lines] = qrels.split(/(?<=\n)/);
  return [header, ...lines.filter((line) => queryIds.has(line.split('\t')[0]))].join('');
}
