import { expect, test } from 'vitest';
import { openEngine } from '../testing/engine-on-fakes.ts';
import { experimentRequest, presetMethod } from '../testing/experiment-requests.ts';
import { textFiles } from '../testing/text-files.ts';

test('runs of one file name have names of their own', async () => {
  const { engine, corpusId } = await openEngine();
  const request = experimentRequest(corpusId, { methods: [presetMethod('rnr')] });
  const { experimentId } = await engine.runExperiment({ request });
  const text = 'q12 Q0 d5 1 2 x\n';
  const namesOf = (runs: readonly { name: string }[]) => runs.map(({ name }) => name);

  const first = textFiles({ 'a/run.trec': text, 'b/run.txt': text, 'run (2).trec': text });
  const added = await engine.importTrecRuns({ experimentId, files: first });
  expect(namesOf(added)).toEqual(['run', 'run (2)', 'run (2) (2)']);
  const later = await engine.importTrecRuns({ experimentId, files: textFiles({ 'run.trec': text }) });
  expect(namesOf(later)).toEqual(['run (3)']);

  const { importedRuns, statistics } = await engine.readExperiment({ experimentId });
  const names = ['run', 'run (2)', 'run (2) (2)', 'run (3)'];
  expect(namesOf(importedRuns)).toEqual(names);
  expect(namesOf(statistics.references.filter(({ kind }) => kind === 'imported'))).toEqual(names);
});
