/** What a database that came from elsewhere holds as JSON: storage knows that it is JSON, not what it has to say. */
import * as v from 'valibot';
import { indexParametersSchema, indexSummarySchema } from './index-schema.ts';
import { describeIssue } from './json-file.ts';
import { COST_KEYS, RECALL_KEYS } from './measurement-keys.ts';
import { costReportSchema, measuredRecallSchema } from './measurement-schema.ts';
import type { Store } from './ports.ts';
import { count, finite } from './schema-parts.ts';

const jobSchema = v.variant('kind', [
  v.object({ kind: v.literal('build-index'), plan: indexParametersSchema }),
  v.object({ kind: v.literal('rank-queries'), plan: v.object({ queryCount: count, seed: finite }) }),
]);

const contentSchema = v.object({
  indexes: v.array(indexSummarySchema),
  jobs: v.array(jobSchema),
  costs: v.array(costReportSchema),
  recalls: v.array(measuredRecallSchema),
});

/**
 * The first index, unfinished job or measurement of a corpus that the engine could not read back: its place and what is
 * wrong there. Undefined where all can be read. Throws StorageError.
 */
export async function findUnreadable(
  store: Pick<Store, 'listIndexes' | 'listJobs' | 'listMeasurements'>,
  corpusId: string,
): Promise<string | undefined> {
  const jobs = await store.listJobs(corpusId);
  const measured = async (keyStart: string) =>
    (await store.listMeasurements(corpusId, keyStart)).map((value): unknown => JSON.parse(value));
  const content = {
    indexes: await store.listIndexes(corpusId),
    jobs: jobs.map(({ kind, plan }) => ({ kind, plan: JSON.parse(plan) as unknown })),
    costs: await measured(COST_KEYS),
    recalls: await measured(RECALL_KEYS),
  };
  const { issues } = v.safeParse(contentSchema, content, { abortEarly: true });
  return issues && describeIssue(issues[0]);
}
