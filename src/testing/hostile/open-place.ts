/** Where hostile files are taken to: a small corpus with its test queries, and a finished experiment on it. */
import { writeExperimentJson } from '../../engine/experiment-json.ts';
import { openEngine } from '../engine-on-fakes.ts';
import { makeExperiment } from '../experiments.ts';
import { textFiles } from '../text-files.ts';
import type { Place } from './take-case.ts';

export async function openPlace(): Promise<Place> {
  const { engine, corpusId } = await openEngine();
  const { corpus } = await engine.readCorpusDetails({ corpusId });
  const made = makeExperiment();
  const experiment = { ...made, provenance: { ...made.provenance, corpusHash: corpus.hash } };
  const { experimentId } = await engine.importExperiment({
    files: textFiles({ 'a.xenn-experiment.json': writeExperimentJson(experiment) }),
  });
  return { engine, corpusId, experimentId };
}
