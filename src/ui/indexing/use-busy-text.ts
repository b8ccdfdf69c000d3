import { useCost } from '../cost/cost-context.ts';
import { useEvaluation } from '../evaluation/evaluation-context.ts';
import { useReaderText } from '../shared/use-reader-text.ts';
import { useBuild } from './build-context.ts';
import { useRecall } from './library/recall-context.ts';

/** Why no build, no measurement and no evaluation can begin now, for the person; undefined when one can. */
export function useBusyText(): string | undefined {
  const { state: build } = useBuild();
  const { state: cost } = useCost();
  const { run: recall } = useRecall();
  const { state: evaluation } = useEvaluation();
  const readerText = useReaderText();
  if (readerText) return readerText;
  if (build.status === 'running') return 'A build is running: one at a time.';
  if (evaluation.status === 'running') return 'An evaluation is running: one at a time.';
  const isMeasuring = cost.status === 'running' || recall.status === 'running';
  return isMeasuring ? 'A measurement is running: one at a time.' : undefined;
}
