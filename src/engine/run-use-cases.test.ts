/** Kept searches, and the maps they are drawn on, through the engine. */
import { describe, expect, it } from 'vitest';
import { XennError } from '../core/errors.ts';
import { DOCUMENT_COUNT, openEngine, parametersFor, searchFor } from '../testing/engine-on-fakes.ts';
import { createMemoryStore } from '../testing/memory-store.ts';
import { exportedFile } from '../testing/source-files.ts';
import { DUAL_ENCODER_SPACE, type JobProgress } from './records.ts';

const changedSince = (what: string) =>
  new XennError(
    'InvalidArgumentError',
    `Expected a search of this corpus as it is and by the models in use, found that the ${what} changed since. ` +
      'Search again, then keep that.',
  );
const SPACE = { itemSpace: DUAL_ENCODER_SPACE };

describe('a search that is kept', () => {
  it('is listed, read and drawn without its corpus, and goes when it is deleted', async () => {
    const { engine, corpusId, reopen } = await openEngine();
    const { indexId } = await engine.buildIndex(parametersFor(corpusId));
    const results = [
      await engine.search(searchFor(corpusId, { label: 'one' })),
      await engine.search(searchFor(corpusId, { label: 'two', itemSpace: indexId })),
    ];
    const summary = await engine.keepRun({ corpusId, results, mapKind: 'pca' });
    expect(summary).toMatchObject({
      corpusName: 'Generated',
      queryText: 'quiet harbour lantern',
      labels: ['one', 'two'],
      budget: 30,
    });
    await engine.deleteCorpus({ corpusId });
    const later = reopen().engine;
    expect(await later.listRuns({})).toEqual([summary]);
    const run = await later.readRun({ runId: summary.runId });
    expect(run.methods.map(({ itemSpaceName }) => itemSpaceName)).toEqual(['Dual-encoder', 'First']);
    expect(run.methods.map(({ rounds }) => rounds.length)).toEqual([5, 5]);
    expect(run.exactTop).toBeUndefined();
    expect(run.map).toMatchObject({ kind: 'pca' });
    await later.deleteRun({ runId: summary.runId });
    expect(await later.listRuns({})).toEqual([]);
  });

  it('brings the exact ranking where that is known', async () => {
    const { engine, corpusId } = await openEngine();
    const result = await engine.search(searchFor(corpusId));
    const { ranking } = await engine.computeExactRanking({ corpusId, queryText: result.request.queryText });
    const { runId } = await engine.keepRun({ corpusId, results: [result], mapKind: 'pca' });
    expect((await engine.readRun({ runId })).exactTop).toEqual(ranking);
  });

  it('goes to another machine as a file', async () => {
    const { engine, corpusId } = await openEngine();
    const results = [await engine.search(searchFor(corpusId))];
    const { runId } = await engine.keepRun({ corpusId, results, mapKind: 'pca' });
    const files = [exportedFile(await engine.exportRun({ runId }))];
    const other = (await openEngine()).engine;
    const imported = await other.importRun({ files });
    expect({ ...(await other.readRun({ runId: imported.runId })), runId }).toEqual(
      await engine.readRun({ runId }),
    );
  });

  it('is of one query', async () => {
    const { engine, corpusId } = await openEngine();
    const keep = (results: Parameters<typeof engine.keepRun>[0]['results']) =>
      engine.keepRun({ corpusId, results, mapKind: 'pca' });
    await expect(keep([])).rejects.toThrow(
      new XennError('InvalidArgumentError', 'Expected results of one query to keep, found none.'),
    );
    const results = [
      await engine.search(searchFor(corpusId)),
      await engine.search(searchFor(corpusId, { queryText: 'wild market' })),
    ];
    await expect(keep(results)).rejects.toThrow(
      new XennError('InvalidArgumentError', 'Expected results of one query to keep, found those of several.'),
    );
  });

  it('is refused when the documents have changed since', async () => {
    const { engine, corpusId } = await openEngine();
    const results = [await engine.search(searchFor(corpusId))];
    await engine.removeDocuments({ corpusId, docRows: Uint32Array.of(3) });
    await expect(engine.keepRun({ corpusId, results, mapKind: 'pca' })).rejects.toThrow(
      changedSince('documents of the corpus'),
    );
    expect(await engine.listRuns({})).toEqual([]);
  });

  it.each([
    ['crossEncoder', 'cross-encoder'],
    ['dualEncoder', 'dual-encoder'],
  ] as const)('is refused when another %s is in use', async (kind, what) => {
    const { engine, encoders, corpusId, reopen } = await openEngine();
    const results = [await engine.search(searchFor(corpusId))];
    const newer = { ...encoders[kind], identity: { name: 'newer', hash: 'n' } };
    const updated = reopen({ [kind]: newer }).engine;
    await expect(updated.keepRun({ corpusId, results, mapKind: 'pca' })).rejects.toThrow(changedSince(what));
    expect(await updated.listRuns({})).toEqual([]);
  });

  it('brings a UMAP once there is one', async () => {
    const { engine, corpusId } = await openEngine();
    const results = [await engine.search(searchFor(corpusId))];
    const keep = () => engine.keepRun({ corpusId, results, mapKind: 'umap' });
    await expect(keep()).rejects.toThrow(
      new XennError(
        'InvalidArgumentError',
        'Expected a UMAP of these item vectors to keep with the search, found none. Compute it, or keep the PCA map.',
      ),
    );
    expect(await engine.readUmap({ corpusId, ...SPACE })).toBeUndefined();
    const umap = await engine.computeUmap({ corpusId, ...SPACE });
    expect(umap.points).toHaveLength(2 * DOCUMENT_COUNT);
    expect(await engine.readUmap({ corpusId, ...SPACE })).toEqual(umap);
    const { runId } = await keep();
    expect((await engine.readRun({ runId })).map).toMatchObject({ kind: 'umap' });
  });
});

it('neighbours of a document are those of its own item space', async () => {
  const { engine, corpusId } = await openEngine();
  const input = { corpusId, docRow: 5, count: 4 };
  const rowsIn = async (itemSpace: string) =>
    (await engine.findNeighbours({ ...input, itemSpace })).map(({ document }) => document.docRow);
  const rows = await rowsIn(DUAL_ENCODER_SPACE);
  expect(rows).toHaveLength(4);
  expect(rows).not.toContain(5);
  expect(await rowsIn('lsa')).not.toEqual(rows);
});

describe('UMAPs that are asked for at once', () => {
  it('are one of an item space, and one at a time', async () => {
    const store = await createMemoryStore();
    const written: string[] = [];
    const { engine, corpusId } = await openEngine({
      ...store,
      writeMatrix: async (id, key, ...rest) => {
        if (key.startsWith('umap:')) written.push(key);
        await store.writeMatrix(id, key, ...rest);
      },
    });
    const spaces: string[] = [];
    const compute = (itemSpace: string) => {
      const onProgress = ({ stage }: JobProgress) => {
        if (stage === 'mapping' && spaces.at(-1) !== itemSpace) spaces.push(itemSpace);
      };
      return engine.computeUmap({ corpusId, itemSpace }, { onProgress });
    };
    const [first, same] = await Promise.all([
      engine.computeUmap({ corpusId, itemSpace: 'lsa' }),
      compute('lsa'),
      compute(DUAL_ENCODER_SPACE),
    ]);
    expect(same).toEqual(first);
    expect(written).toHaveLength(2);
    // Those of one do not come between those of the other.
    expect([...spaces].sort()).toEqual([DUAL_ENCODER_SPACE, 'lsa']);
  });
});
