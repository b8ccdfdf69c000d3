import type { TrainQuerySource } from '../../src/core/index-records.ts';
import type { Engine } from '../../src/engine/engine.ts';
import type { CompareReport, CompareRequest } from '../../src/engine/search-records.ts';
import type { BenchMethod, NeededIndex } from './methods.ts';
import { type FoundIndex, openNeededIndex } from './needed-indexes.ts';

export interface QualityPlace {
  readonly engine: Pick<Engine, 'planIndex' | 'buildIndex' | 'compareMethods'>;
  readonly corpusId: string;
  /** Of the indexes that methods need. */
  readonly trainQueries: TrainQuerySource;
  /** Test queries of the corpus, all of which are taken. */
  readonly queryCount: number;
  readonly knownOnly: boolean;
  readonly say: (text: string) => void;
}

export interface SetQuality {
  readonly queryCount: number;
  /** By budget. */
  readonly reports: ReadonlyMap<number, CompareReport>;
  /** Methods without the index that they need, and why. */
  readonly leftOut: readonly string[];
}

const SEED = 1;
const SAY_EVERY_MS = 30_000;

/** The page's comparison of these methods, once a budget: the first of them is what the others are set against. */
export async function measureQuality(
  methods: readonly BenchMethod[],
  budgets: readonly number[],
  place: QualityPlace,
): Promise<SetQuality> {
  const { engine, corpusId, queryCount, say } = place;
  const { compared, leftOut } = await placeMethods(methods, place);
  const reports = new Map<number, CompareReport>();
  let saidMs = performance.now();
  for (const budget of compared.length > 0 ? budgets : []) {
    const request = { corpusId, methods: compared, budget, queryCount, seed: SEED };
    const report = await engine.compareMethods(request, {
      onProgress({ stage, done, total, unit }) {
        if (performance.now() - saidMs < SAY_EVERY_MS) return;
        saidMs = performance.now();
        say(`B = ${budget}; ${stage}: ${done} of ${total} ${unit}`);
      },
    });
    reports.set(budget, report);
  }
  return { queryCount, reports, leftOut };
}

/** Each in its item space; an index is built once for all that need it. */
async function placeMethods(
  methods: readonly BenchMethod[],
  place: QualityPlace,
): Promise<{ compared: CompareRequest['methods']; leftOut: string[] }> {
  const found = new Map<NeededIndex, FoundIndex>();
  const compared: { label: string; method: ReturnType<BenchMethod['make']> }[] = [];
  const leftOut: string[] = [];
  for (const { name: label, place: wanted, make } of methods) {
    if ('startSpace' in wanted) {
      compared.push({ label, method: make(wanted.startSpace) });
      continue;
    }
    const index = found.get(wanted.index) ?? (await openNeededIndex(wanted.index, place));
    found.set(wanted.index, index);
    if ('indexId' in index) compared.push({ label, method: make(index.indexId) });
    else leftOut.push(`${label}: ${index.missing} of its index's ${index.calls} scores are not known`);
  }
  return { compared, leftOut };
}
