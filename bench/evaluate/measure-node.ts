import { join } from 'node:path';
import { openNodeEngine } from '../../src/headless/open-engine.ts';
import { openSimdPath } from '../../src/headless/open-simd.ts';
import { readSourceFiles } from '../../src/headless/source-files.ts';
import { importSet } from '../index/import-set.ts';
import { openNodeEncoders } from '../index/open-node-encoders.ts';
import { type EvaluationTimes, prepareEvaluation, timeEvaluation } from './evaluation.ts';
import { syntheticCrossEncoder } from './synthetic-cross-encoder.ts';

/** The evaluation of scifact in Node, with everything stored in memory. */
export async function measureNode(dataFolder: string, threads: number): Promise<EvaluationTimes> {
  const encoders = await openNodeEncoders(threads);
  const compute = await openSimdPath(threads);
  const files = await readSourceFiles(join(dataFolder, 'scifact'));
  const { store, corpusId, close } = await importSet('scifact', files, undefined);
  try {
    const crossEncoder = syntheticCrossEncoder(encoders.crossEncoder);
    const engine = openNodeEngine(store, { ...encoders, crossEncoder }, compute, threads);
    return await timeEvaluation(engine, await prepareEvaluation(engine, corpusId));
  } finally {
    close();
    compute.dispose();
    await encoders.dispose();
  }
}
