import type { Experiment, ExperimentStatistics } from './experiment-records.ts';
import { experimentStatistics } from './experiment-statistics.ts';

/** Of an experiment as it stands. */
export type StatisticsOf = (experiment: Experiment) => ExperimentStatistics;

const KEPT = 4;

/** The statistics asked for last are kept: they are seconds of work, and several screens ask for the same. */
export function createRecentStatistics(): StatisticsOf {
  const recent = new Map<string, ExperimentStatistics>();
  return (experiment) => {
    // Results and runs are only ever added.
    const { experimentId, results, importedRuns } = experiment;
    const key = `${experimentId}/${results.length}/${importedRuns.length}`;
    const statistics = recent.get(key) ?? experimentStatistics(experiment);
    recent.delete(key);
    recent.set(key, statistics);
    const [oldest] = recent.keys();
    if (recent.size > KEPT) recent.delete(oldest);
    return statistics;
  };
}
