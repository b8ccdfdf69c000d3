import { useCost } from '../cost/cost-context.ts';
import { useBuild } from '../indexing/build-context.ts';
import { useRecall } from '../indexing/library/recall-context.ts';
import { useWorkspace } from '../shared/workspace.ts';
import { useImport } from './import-context.ts';

export interface BusyCorpus {
  readonly corpusId: string;
  /** What is going on, for the person. */
  readonly because: string;
}

/** Corpora that long work goes on with, so that their documents must stay as they are. */
export function useBusyCorpora(): readonly BusyCorpus[] {
  const { preparation } = useWorkspace();
  const { state: build } = useBuild();
  const { state: cost } = useCost();
  const { run: recall } = useRecall();
  const { state: adding } = useImport();
  const busy: BusyCorpus[] = [];
  if (build.status === 'running') {
    const because = 'An index of it is being built: pause or cancel that first.';
    busy.push({ corpusId: build.parameters.corpusId, because });
  }
  if (cost.status === 'running') {
    const because = 'Its cost is being measured: stop that first.';
    busy.push({ corpusId: cost.subject.request.corpusId, because });
  }
  if (recall.status === 'running') {
    busy.push({ corpusId: recall.corpusId, because: 'Recall on it is being measured: cancel that first.' });
  }
  if (adding.status === 'importing' && adding.target.kind === 'addition') {
    const because = 'Documents are being added to it: cancel that first.';
    busy.push({ corpusId: adding.target.corpus.corpusId, because });
  }
  if (preparation?.progress) {
    const because = 'It is being prepared for search: wait until that has ended.';
    busy.push({ corpusId: preparation.corpusId, because });
  }
  return busy;
}
