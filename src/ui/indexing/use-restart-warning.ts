import { useCost } from '../cost/cost-context.ts';
import { useBuild } from './build-context.ts';
import { useRecall } from './library/recall-context.ts';
import { restartWarning } from './restart-warning.ts';

/** `restartWarning` of what is running now. */
export function useRestartWarning(cause: string): string | undefined {
  const { state: build } = useBuild();
  const { state: cost } = useCost();
  const { run: recall } = useRecall();
  return restartWarning({ build, cost, recall }, cause);
}
