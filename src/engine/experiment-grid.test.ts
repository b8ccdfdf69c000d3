import { expect, test } from 'vitest';
import { openEngine } from '../testing/engine-on-fakes.ts';
import { experimentRequest, presetMethod } from '../testing/experiment-requests.ts';
import { generatedBeir } from '../testing/text-files.ts';
import { FIRST_STAGE_DEPTH } from './search-records.ts';

test('retrievers are asked as deep as the largest k, where that is deeper than a first stage', async () => {
  const { engine } = await openEngine();
  const documentCount = FIRST_STAGE_DEPTH + 100;
  const { corpus } = await engine.importCorpus({
    name: 'Large',
    sourceName: 'large',
    files: generatedBeir(documentCount),
    options: { format: 'beir' },
    leaveOutDuplicates: false,
  });
  const request = experimentRequest(corpus.corpusId, {
    methods: [presetMethod('rnr')],
    budgets: [10],
    ks: [1, documentCount],
    queryCount: 1,
  });
  const { experimentId } = await engine.runExperiment({ request });
  const { statistics } = await engine.readExperiment({ experimentId });
  const dualEncoder = statistics.references.find(({ kind }) => kind === 'dual-encoder');
  const recall = dualEncoder?.measures.find(({ measure }) => measure === `top-recall@${documentCount}`);
  expect(recall?.mean).toBe(1);
});
