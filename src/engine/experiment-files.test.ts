/** Experiments out of the engine and into it: JSON, a table, TREC runs. */
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { XennError } from '../core/errors.ts';
import { openEngine } from '../testing/engine-on-fakes.ts';
import { experimentRequest, presetMethod } from '../testing/experiment-requests.ts';
import { sourceFile } from '../testing/source-files.ts';

describe('an experiment as files', () => {
  async function openFinished() {
    const opened = await openEngine();
    const request = experimentRequest(opened.corpusId, {
      methods: [presetMethod('rnr'), presetMethod('paper')],
    });
    const { experimentId } = await opened.engine.runExperiment({ request });
    return { ...opened, experimentId };
  }

  it('goes out as JSON and comes in the same, under another id', async () => {
    const { engine, experimentId } = await openFinished();
    const { fileName, blob } = await engine.exportExperiment({ experimentId, format: 'json' });
    expect(fileName).toBe('First.xenn-experiment.json');
    const summary = await engine.importExperiment({ files: [sourceFile(fileName, await blob.text())] });
    expect(summary.experimentId).not.toBe(experimentId);
    expect(await engine.listExperiments({})).toHaveLength(2);
    const other = { experimentId, otherId: summary.experimentId };
    expect(await engine.compareExperiments(other)).toMatchObject({ conditions: [], isIdentical: true });
  });

  it('goes out as a table', async () => {
    const { engine, experimentId } = await openFinished();
    const { fileName, blob } = await engine.exportExperiment({ experimentId, format: 'csv' });
    expect(fileName).toBe('First.csv');
    const [header, first, ...others] = (await blob.text()).split('\r\n');
    expect(header).toBe(
      'method,budget,calls,search_ms,model_ms,measure,mean,low,high,queries,difference,difference_low,difference_high,p,adjusted_p',
    );
    expect(first).toMatch(
      /^Retrieve and rerank,10,10,[\d.]+,[\d.]+,top-recall@1,[\d.]+,[\d.]+,[\d.]+,4,,,,,$/,
    );
    // 12 measures of 4 cells and 3 references.
    expect(others).toHaveLength(12 * 7 - 1);
    expect(others.filter((line) => /,[\d.]+,[\d.]+$/.test(line))).toHaveLength(12 * 2);
  });

  it('goes out as TREC runs, which come in again in the same order', async () => {
    const { engine, experimentId } = await openFinished();
    const { fileName, blob } = await engine.exportExperiment({ experimentId, format: 'trec' });
    expect(fileName).toBe('First.trec.zip');
    const files = unzipSync(new Uint8Array(await blob.arrayBuffer()));
    expect(Object.keys(files)).toEqual([
      'qrels.txt',
      'runs/1-Retrieve-and-rerank-B-10.trec',
      'runs/1-Retrieve-and-rerank-B-30.trec',
      'runs/2-AXN-as-published-B-10.trec',
      'runs/2-AXN-as-published-B-30.trec',
      'runs/exact.trec',
      'runs/bm25.trec',
      'runs/dual-encoder.trec',
    ]);
    expect(strFromU8(files['qrels.txt'])).toBe('q12 0 d0 1\nq13 0 d1 1\nq14 0 d2 1\nq15 0 d3 1\n');

    const run = 'runs/2-AXN-as-published-B-30.trec';
    const [imported] = await engine.importTrecRuns({ experimentId, files: [sourceFile(run, files[run])] });
    expect(imported).toMatchObject({
      name: '2-AXN-as-published-B-30',
      unknownQueryLines: 0,
      unknownDocumentLines: 0,
    });
    const { statistics, importedRuns } = await engine.readExperiment({ experimentId });
    expect(importedRuns).toEqual([
      {
        name: '2-AXN-as-published-B-30',
        unknownQueryLines: 0,
        unknownDocumentLines: 0,
        missingQueryCount: 0,
      },
    ]);
    const own = statistics.cells.find(({ methodIndex, budget }) => methodIndex === 1 && budget === 30);
    expect(statistics.references[3].measures).toEqual(own?.measures);
  });

  it('counts the lines of runs that are of nothing here, and the queries without any', async () => {
    const { engine, experimentId } = await openFinished();
    const text = 'q12 Q0 d5 1 2 x\nq12 Q0 nowhere 2 1 x\nq0 Q0 d5 1 2 x\nq99 Q0 d5 1 2 x\n';
    const [{ rankings, ...run }] = await engine.importTrecRuns({
      experimentId,
      files: [sourceFile('other.run.txt', text)],
    });
    expect(run).toEqual({ name: 'other.run', unknownQueryLines: 2, unknownDocumentLines: 1 });
    expect(rankings.map(({ docRows }) => [...docRows])).toEqual([[5], [], [], []]);
    const { importedRuns } = await engine.readExperiment({ experimentId });
    expect(importedRuns).toEqual([{ ...run, missingQueryCount: 3 }]);
  });

  it.each([
    [
      'q12 Q0 d5 1 2 x\nq12 Q0 d6 2 NaN x\n',
      'run.trec, line 2: the score "NaN" is not a finite number, or too large. Nothing was imported; mend the line, or ' +
        'choose another file.',
    ],
    [
      'q99 Q0 d5 1 2 x\n',
      "run.trec: expected a TREC run of this experiment's queries, found none of them (1 lines of other queries, 0 of " +
        'documents that the corpus has not). Check the ids, or choose another file.',
    ],
  ])('refuses %j as a run', async (text, message) => {
    const { engine, experimentId } = await openFinished();
    const files = [sourceFile('run.trec', text)];
    await expect(engine.importTrecRuns({ experimentId, files })).rejects.toThrow(
      new XennError('ImportError', message),
    );
    expect((await engine.readExperiment({ experimentId })).importedRuns).toEqual([]);
  });

  it('takes runs no more once its documents are gone', async () => {
    const { engine, corpusId, experimentId } = await openFinished();
    await engine.deleteCorpus({ corpusId });
    const files = [sourceFile('run.trec', 'q12 Q0 d5 1 2 x\n')];
    await expect(engine.importTrecRuns({ experimentId, files })).rejects.toThrow(
      'Expected the corpus “Generated” with the documents that it had, to find those of the runs, found none such here. ' +
        'Import it again, then import the runs.',
    );
    expect((await engine.readExperiment({ experimentId })).statistics.queryCount).toBe(4);
  });

  it.each([
    [[], 'Expected one file of an experiment, found 0. Choose one .xenn-experiment.json file.'],
    [
      [sourceFile('a.json', '{"format":"xenn-run"}')],
      'a.json: expected an experiment that xenn exported (format xenn-experiment, version 1), found at format “Invalid ' +
        'type: Expected "xenn-experiment" but received "xenn-run"”. Export it again there, or choose another file.',
    ],
  ])('refuses other files', async (files, message) => {
    const { engine } = await openEngine();
    await expect(engine.importExperiment({ files })).rejects.toThrow(new XennError('ImportError', message));
  });
});
