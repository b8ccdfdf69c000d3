import { useCost } from '../cost/cost-context.ts';
import { useEvaluation } from '../evaluation/evaluation-context.ts';
import { useBuild } from '../indexing/build-context.ts';
import { useRecall } from '../indexing/library/recall-context.ts';
import { useReaderText } from '../shared/use-reader-text.ts';
import { useWorkspace } from '../shared/workspace.ts';
import { useImport } from './import-context.ts';
import type { ImportTarget } from './import-state.ts';

/**
 * Why the documents of a corpus must stay as they are now, for the person: long work goes on with it, or this tab only
 * reads. Undefined when they need not. Without an id: of a corpus that is not there yet.
 */
export function useCorpusBlock(): (corpusId: string | undefined) => string | undefined {
  const { preparation } = useWorkspace();
  const { state: build } = useBuild();
  const { state: cost } = useCost();
  const { run: recall } = useRecall();
  const { state: evaluation } = useEvaluation();
  const { state: adding } = useImport();
  const readerText = useReaderText();
  return (corpusId) => {
    if (readerText || corpusId === undefined) return readerText;
    if (build.status === 'running' && build.parameters.corpusId === corpusId) {
      return 'An index of it is being built: pause or cancel that first.';
    }
    if (cost.status === 'running' && cost.subject.request.corpusId === corpusId) {
      return 'Its cost is being measured: stop that first.';
    }
    if (recall.status === 'running' && recall.corpusId === corpusId) {
      return 'Recall on it is being measured: cancel that first.';
    }
    if (evaluation.status === 'running' && evaluation.job.request.corpusId === corpusId) {
      return 'Methods are being evaluated on it: pause that first.';
    }
    if (adding.status === 'importing' && isInto(adding.target, corpusId)) {
      return 'Documents are being added to it: cancel that first.';
    }
    if (preparation?.progress && preparation.corpusId === corpusId) {
      return 'It is being prepared for search: wait until that has ended.';
    }
    return undefined;
  };
}

function isInto(target: ImportTarget, corpusId: string): boolean {
  return target.kind === 'addition' && target.corpus.corpusId === corpusId;
}
