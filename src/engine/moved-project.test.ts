/** A project with a real database: what the engine wrote is read where it comes in, and unfinished work goes on there. */
import { expect, test } from 'vitest';
import { openEngine, parametersFor } from '../testing/engine-on-fakes.ts';
import { exportedFile } from '../testing/source-files.ts';
import type { IndexProgress, RecallSettings } from './records.ts';

const RECALL: RecallSettings = {
  k: 5,
  budget: 10,
  rounds: 2,
  fit: { kind: 'mix', lambda: 0.2 },
  queryCount: 2,
  seed: 1,
};

test('indexes, measurements and an unfinished build come in with it', async () => {
  const { engine, corpusId } = await openEngine();
  const index = await engine.buildIndex(parametersFor(corpusId));
  const itemSpaces = ['dual-encoder', index.indexId];
  await engine.measureRecall({ corpusId, itemSpaces, settings: RECALL });
  const controller = new AbortController();
  const cut = engine.buildIndex(parametersFor(corpusId, { name: 'Second', seed: 8 }), {
    cancel: controller.signal,
    onProgress: ({ scorerCallsDone }: IndexProgress) => {
      if (scorerCallsDone >= 20) controller.abort();
    },
  });
  await expect(cut).rejects.toThrow();

  const file = exportedFile(await engine.exportProject({ corpusId }));
  const moved = await engine.importProject({ files: [file] });
  const before = await engine.readCorpusDetails({ corpusId });
  const after = await engine.readCorpusDetails({ corpusId: moved.corpusId });
  expect(moved.corpusId).not.toBe(corpusId);
  expect(after.indexes).toEqual([index]);
  expect(before.recalls).toHaveLength(2);
  expect(after.recalls).toEqual(before.recalls);
  expect(before.unfinishedBuilds).toHaveLength(1);
  const [{ parameters }] = after.unfinishedBuilds;
  expect(parameters).toEqual({ ...before.unfinishedBuilds[0].parameters, corpusId: moved.corpusId });

  await engine.buildIndex(parameters);
  const finished = await engine.readCorpusDetails({ corpusId: moved.corpusId });
  expect(finished.indexes.map(({ name }) => name)).toEqual(['First', 'Second']);
  expect(finished.unfinishedBuilds).toEqual([]);
  expect((await engine.readCorpusDetails({ corpusId })).unfinishedBuilds).toHaveLength(1);
});
