import type { Figures } from '../goals.ts';
import type { EvaluationTimes } from './evaluation.ts';

/** `nodeSeconds` or `pageSeconds`: from the request to the statistics; and its parts. */
export function evaluationFigures(where: 'node' | 'page', times: EvaluationTimes): Figures {
  const { seconds, startSeconds, endSeconds, searches } = times;
  return {
    [`${where}Seconds`]: seconds,
    [`${where}Seconds.start`]: startSeconds,
    [`${where}Seconds.end`]: endSeconds,
    [`${where}SearchesPerSecond`]: searches / (seconds - startSeconds - endSeconds),
  };
}
