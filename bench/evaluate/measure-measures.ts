import { createRandom } from '../../src/core/random.ts';
import { relevanceMeasures } from '../../src/core/relevance-metrics.ts';

const RANKINGS = 10_000;
const DEPTH = 100;
const CORPUS = 5_183;
const JUDGED = 40;
const KS = [1, 10, 100];
const SEED = 1;

/** Ranked results that are judged in a second: every measure at three k, rankings of 100 with 40 judgements a query. */
export function measureMeasures(): number {
  const random = createRandom(SEED);
  const queries = Array.from({ length: RANKINGS }, () => ({
    ranking: random.sample(CORPUS, DEPTH),
    grades: new Map(Array.from(random.sample(CORPUS, JUDGED), (docRow) => [docRow, random.nextInt(3)])),
  }));
  let sum = 0;
  const judgeAll = () => {
    for (const { ranking, grades } of queries) sum += relevanceMeasures(ranking, grades, KS)[0];
  };
  // Compiled by then.
  judgeAll();
  const startedMs = performance.now();
  judgeAll();
  const seconds = (performance.now() - startedMs) / 1000;
  if (!Number.isFinite(sum)) throw new Error('Expected measures that are numbers.');
  return (RANKINGS * DEPTH) / seconds;
}
