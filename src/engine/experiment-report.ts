import { XennError } from '../core/errors.ts';
import { summaryOf } from './experiment-json.ts';
import { cellValues, measureNames } from './experiment-measures.ts';
import type { Experiment, ExperimentReport, MeasureName, QueryMeasures } from './experiment-records.ts';
import type { StatisticsOf } from './recent-statistics.ts';

/** All of an experiment but its results: what was asked, where, and what came of it. */
export function reportOf(experiment: Experiment, statisticsOf: StatisticsOf): ExperimentReport {
  const { request, provenance, importedRuns } = experiment;
  return {
    summary: summaryOf(experiment),
    request,
    provenance,
    importedRuns: importedRuns.map(({ rankings, ...run }) => ({
      ...run,
      missingQueryCount: rankings.filter(({ docRows }) => docRows.length === 0).length,
    })),
    statistics: statisticsOf(experiment),
  };
}

/** One measure of every cell, query by query. Throws an InvalidArgumentError for a measure that the experiment has not. */
export function queryMeasuresOf({ request, results }: Experiment, measure: MeasureName): QueryMeasures[] {
  const names = measureNames(request.ks);
  if (!names.includes(measure)) {
    throw new XennError(
      'InvalidArgumentError',
      `Expected a measure of this experiment, one of ${names.join(', ')}, found ${measure}.`,
    );
  }
  const columns = cellValues(results, request).map((values) => values.get(measure) as Float64Array);
  return results.map(({ queryId, text, judgements }, query) => ({
    queryId,
    text,
    isJudged: judgements.length > 0,
    values: Float64Array.from(columns, (column) => column[query]),
  }));
}
