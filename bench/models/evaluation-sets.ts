import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { XennError } from '../../src/core/errors.ts';
import { type JudgedCorpus, readBeirFolder, readJudgements } from './beir-folder.ts';
import { jsonLines } from './json-lines.ts';

const SAMPLE_CORPUS = fileURLToPath(new URL('../../public/sample-corpus', import.meta.url));

interface SetSource {
  /** Where it lies, given the folder of the data sets. */
  readonly path: (dataFolder: string) => string;
  readonly read: (path: string) => JudgedCorpus;
}

const SETS: Readonly<Record<string, SetSource>> = {
  scifact: { path: (data) => join(data, 'scifact'), read: readUnseenScifact },
  nfcorpus: { path: (data) => join(data, 'nfcorpus'), read: readTestSplit },
  vaswani: { path: (data) => join(data, 'vaswani'), read: readTestSplit },
  cacm: { path: (data) => join(data, 'cacm'), read: readTestSplit },
  xquad: { path: (data) => join(data, 'training', 'eval-xquad-en.jsonl.gz'), read: readXquad },
  sample: { path: () => SAMPLE_CORPUS, read: readTestSplit },
};

export const SET_NAMES: readonly string[] = Object.keys(SETS);

/** A set of SET_NAMES. Throws ImportError when it is not there. */
export function readEvaluationSet(name: string, dataFolder: string): JudgedCorpus {
  const { path, read } = SETS[name];
  const place = path(dataFolder);
  if (existsSync(place)) return read(place);
  throw new XennError(
    'ImportError',
    `Set ${name}: expected its data at ${place}, found nothing there. Name the folder of the data sets with ` +
      `--data DIR, or other sets with --sets ${SET_NAMES.join(',')}.`,
  );
}

function readTestSplit(folder: string): JudgedCorpus {
  return readBeirFolder(folder, readJudgements(folder, 'test'));
}

/**
 * SciFact's test claims without those of which a relevant abstract is also one of a train claim: a model that was
 * trained on that claim has seen half of the answer.
 */
function readUnseenScifact(folder: string): JudgedCorpus {
  const isRelevant = ([, grade]: [string, number]) => grade > 0;
  const train = Array.from(readJudgements(folder, 'train').values());
  const seen = new Set(train.flatMap((judged) => Array.from(judged).filter(isRelevant)).map(([id]) => id));
  const unseen = Array.from(readJudgements(folder, 'test')).filter(
    ([, judged]) => !Array.from(judged.keys()).some((id) => seen.has(id)),
  );
  return readBeirFolder(folder, new Map(unseen));
}

/** English XQuAD: questions with the one passage that each was asked about. */
function readXquad(file: string): JudgedCorpus {
  const rows = jsonLines(gunzipSync(readFileSync(file)).toString('utf8'));
  const texts = Array.from(new Set(rows.map(({ p }) => p)));
  const rowOfText = new Map(texts.map((text, docRow) => [text, docRow]));
  const queries = rows.map(({ q, p }, position) => ({
    id: String(position),
    text: q,
    grades: new Map([[rowOfText.get(p) ?? 0, 1]]),
  }));
  return { texts, queries };
}
