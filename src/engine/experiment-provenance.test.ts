/** What an experiment may go on with, and what its record says then. */
import { describe, expect, it, test } from 'vitest';
import { XennError } from '../core/errors.ts';
import { openEngine } from '../testing/engine-on-fakes.ts';
import { experimentRequest } from '../testing/experiment-requests.ts';
import { makeExperiment } from '../testing/experiments.ts';
import { textFiles } from '../testing/text-files.ts';
import type { Engine } from './engine.ts';
import { readExperimentJson } from './experiment-json.ts';
import { provenanceGoingOn } from './experiment-provenance.ts';
import type { Experiment, ExperimentProgress } from './experiment-records.ts';

const refusal = (what: string) =>
  new XennError(
    'InvalidArgumentError',
    `Expected everything as it was when the experiment was stopped, found that the ${what} by now: the other queries ` +
      'would be of another experiment. Restore that, or run the experiment anew.',
  );

/** With the first document judged for every query: the grade is what `judged.grade` is at the time. */
async function openGraded() {
  const judged = { grade: 1 };
  const opened = await openEngine({ readJudgements: async () => [{ docRow: 0, grade: judged.grade }] });
  return { ...opened, judged };
}

/** The experiment, stopped at the first report of `stage` that tells of `done`. */
async function stopAt(
  { engine, corpusId }: { engine: Engine; corpusId: string },
  at: Pick<ExperimentProgress, 'stage' | 'done'>,
): Promise<string> {
  const stop = new AbortController();
  const onProgress = ({ stage, done }: ExperimentProgress) => {
    if (stage === at.stage && done === at.done) stop.abort(new XennError('CancelledError', 'Cancelled.'));
  };
  const request = experimentRequest(corpusId);
  const run = engine.runExperiment({ request }, { cancel: stop.signal, onProgress });
  await expect(run).rejects.toMatchObject({ name: 'CancelledError' });
  const [{ experimentId }] = await engine.listExperiments({});
  return experimentId;
}

async function readWhole(engine: Engine, experimentId: string): Promise<Experiment> {
  const { blob } = await engine.exportExperiment({ experimentId, format: 'json' });
  return readExperimentJson(await blob.text(), 'the export');
}

const gradesOf = ({ results }: Experiment) =>
  results.map(({ judgements }) => judgements.map(({ grade }) => grade));

describe('going on', () => {
  it('is refused where other queries would be chosen, though none is done', async () => {
    const opened = await openEngine();
    const { engine, corpusId } = opened;
    const experimentId = await stopAt(opened, { stage: 'scoring', done: 0 });
    const { doneQueryCount, provenance } = await readWhole(engine, experimentId);
    expect(doneQueryCount).toBe(0);
    expect(provenance.queryIds).toEqual(['q12', 'q13', 'q14', 'q15']);
    const added = Array.from(
      { length: 4 },
      (_, n) => `{"_id":"n${n}","text":"new query ${n}","split":"test"}\n`,
    );
    await engine.addQueries({ corpusId, files: textFiles({ 'queries.jsonl': added.join('') }) });
    await expect(engine.resumeExperiment({ experimentId })).rejects.toThrow(
      refusal('test queries of the corpus are others'),
    );
  });

  it('is refused where queries that are done have other judgements by now', async () => {
    const opened = await openGraded();
    const experimentId = await stopAt(opened, { stage: 'searching', done: 1 });
    opened.judged.grade = 2;
    await expect(opened.engine.resumeExperiment({ experimentId })).rejects.toThrow(
      refusal('judgements of queries that are done are others'),
    );
    opened.judged.grade = 1;
    expect(await opened.engine.resumeExperiment({ experimentId })).toMatchObject({ doneQueryCount: 4 });
  });

  it('takes the judgements that there are by now where no query is done', async () => {
    const opened = await openGraded();
    const experimentId = await stopAt(opened, { stage: 'scoring', done: 0 });
    opened.judged.grade = 2;
    await opened.engine.resumeExperiment({ experimentId });
    expect(gradesOf(await readWhole(opened.engine, experimentId))).toEqual([[2], [2], [2], [2]]);
  });

  it('on another backend is told in the record', async () => {
    const opened = await openEngine();
    const experimentId = await stopAt(opened, { stage: 'searching', done: 1 });
    const report = () => ({ ...opened.encoders.report(), threads: 2 });
    const { engine } = opened.reopen({ report });
    await engine.resumeExperiment({ experimentId });
    const { provenance } = await engine.readExperiment({ experimentId });
    expect(provenance).toMatchObject({
      backend: 'WASM, 1 thread; then WASM, 2 threads',
      compute: 'plain loops on the CPU',
      machine: 'A test.',
    });
  });
});

it('judges all queries by what was judged when it began', async () => {
  const { engine, corpusId, judged } = await openGraded();
  const onProgress = ({ stage }: ExperimentProgress) => {
    if (stage === 'searching') judged.grade = 2;
  };
  const { experimentId } = await engine.runExperiment(
    { request: experimentRequest(corpusId) },
    { onProgress },
  );
  expect(judged.grade).toBe(2);
  expect(gradesOf(await readWhole(engine, experimentId))).toEqual([[1], [1], [1], [1]]);
});

describe('what it ran with', () => {
  const { provenance } = makeExperiment();
  const { appVersion, backend, compute, machine } = provenance;
  const same = { appVersion, backend, compute, machine };

  test('the same again changes nothing', () => {
    expect(provenanceGoingOn(provenance, same)).toEqual(provenance);
  });

  test.each(['appVersion', 'backend', 'compute', 'machine'] as const)(
    'another %s is told after it',
    (what) => {
      const other = { ...same, [what]: 'another' };
      const changed = provenanceGoingOn(provenance, other);
      expect(changed).toEqual({ ...provenance, [what]: `${provenance[what]}; then another` });
      expect(provenanceGoingOn(changed, other)).toEqual(changed);
      expect(provenanceGoingOn(changed, same)[what]).toBe(
        `${provenance[what]}; then another; then ${provenance[what]}`,
      );
    },
  );
});
