import type { UnfinishedRanking } from '../../../workers/client.ts';
import classes from '../evaluation.module.css';
import { useEvaluation } from '../evaluation-context.ts';
import { isSameRanking } from './ranking-draft.ts';
import { UnfinishedRankingRow } from './UnfinishedRankingRow.tsx';

interface Props {
  corpusId: string;
  rankings: readonly UnfinishedRanking[];
}

/** Exact rankings that were paused or cut off; the job that is running is not among them. */
export function UnfinishedRankings({ corpusId, rankings }: Props) {
  const { state } = useEvaluation();
  const running = state.status === 'running' && state.job.kind === 'rankings' ? state.job.request : undefined;
  const paused = rankings.filter((ranking) => !running || !isSameRanking(running, ranking, corpusId));
  if (paused.length === 0) return null;
  return (
    <ul className={classes.list} aria-label="Unfinished exact rankings">
      {paused.map((ranking) => (
        <UnfinishedRankingRow key={ranking.jobId} corpusId={corpusId} ranking={ranking} />
      ))}
    </ul>
  );
}
