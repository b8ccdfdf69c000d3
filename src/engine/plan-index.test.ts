/** Planning over many documents: told how far it is, and stopped. */
import { describe, expect, it } from 'vitest';
import { cancelledError } from '../core/errors.ts';
import type { PairChoice } from '../core/index-records.ts';
import { parametersFor } from '../testing/engine-on-fakes.ts';
import { createFakeEncoders } from '../testing/fake-encoders.ts';
import type { OpenCorpus } from './open-corpus.ts';
import { planIndex } from './plan-index.ts';
import type { JobProgress } from './records.ts';

const DOCUMENT_COUNT = 2500;
const QUERY_COUNT = 45;
const BY_DOCUMENT: PairChoice = { kind: 'per-document', queriesPerDocument: 2 };
const BY_QUERY: PairChoice = {
  kind: 'per-query',
  documentsPerQuery: 3,
  shares: { dualEncoder: 0, bm25: 0, random: 1 },
};

/** As much of a corpus as planning needs: its documents have no texts. */
function corpusOf(): OpenCorpus {
  const encoders = createFakeEncoders();
  const cols = encoders.dualEncoder.dimension;
  const words = ['quiet', 'harbour', 'lantern', 'yeast', 'glacier', 'neuron', 'copper'];
  const queries = Array.from({ length: QUERY_COUNT }, (_, i) => ({
    id: `q${i}`,
    text: `${words[i % 7]} word${i} ${words[i % 5]} other${i}`,
    split: 'train',
  }));
  return {
    corpusId: 'c',
    store: { listQueries: async () => queries },
    encoders,
    matrices: {
      itemVectors: { rows: DOCUMENT_COUNT, cols, data: new Float32Array(DOCUMENT_COUNT * cols) },
      passageTokens: { rows: DOCUMENT_COUNT, cols: 1, data: new Float32Array(DOCUMENT_COUNT).fill(7) },
    },
  } as unknown as OpenCorpus;
}

const parametersOf = (pairs: PairChoice) => parametersFor('c', { pairs, trainQueryCount: QUERY_COUNT });

describe.each<[string, PairChoice, JobProgress['unit'], number, number[]]>([
  ['by document', BY_DOCUMENT, 'documents', DOCUMENT_COUNT, [0, 1000, 2000]],
  ['by query', BY_QUERY, 'queries', QUERY_COUNT, [0, 20, 40]],
])('planning %s', (_, pairs, unit, total, reported) => {
  it('reports what is done', async () => {
    const reports: JobProgress[] = [];
    const plan = await planIndex(corpusOf(), parametersOf(pairs), {
      onProgress: (report) => reports.push(report),
    });
    expect(reports.map(({ done }) => done)).toEqual(reported);
    for (const report of reports) expect(report).toMatchObject({ stage: 'planning', unit, total });
    expect(await planIndex(corpusOf(), parametersOf(pairs))).toEqual(plan);
  });

  it('stops between two steps when it is cancelled', async () => {
    const stop = new AbortController();
    const reports: number[] = [];
    const onProgress = ({ done }: JobProgress) => {
      reports.push(done);
      if (done === reported[1]) stop.abort(cancelledError());
    };
    await expect(
      planIndex(corpusOf(), parametersOf(pairs), { cancel: stop.signal, onProgress }),
    ).rejects.toMatchObject({ name: 'CancelledError', message: 'Cancelled.' });
    expect(reports).toEqual(reported.slice(0, 2));
  });

  it('lets messages in meanwhile, such as a cancel', async () => {
    const { port1, port2 } = new MessageChannel();
    let received = false;
    port1.onmessage = () => {
      received = true;
      port1.close();
    };
    port2.postMessage(undefined);
    await planIndex(corpusOf(), parametersOf(pairs));
    expect(received).toBe(true);
  });
});
