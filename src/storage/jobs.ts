import type { Connection } from './connection.ts';

/** Long work that outlives the page: the plan as JSON, never what was done of it. */
export interface StoredJob {
  readonly jobId: string;
  readonly kind: 'build-index' | 'rank-queries';
  readonly createdMs: number;
  readonly plan: string;
}

/** Oldest first. */
export function listJobs(connection: Connection): StoredJob[] {
  const rows = connection.rows<[jobId: string, kind: StoredJob['kind'], createdMs: number, plan: string]>(
    'SELECT job_id, kind, created_ms, plan FROM job ORDER BY created_ms, job_id',
  );
  return rows.map(([jobId, kind, createdMs, plan]) => ({ jobId, kind, createdMs, plan }));
}

/** Replaces the job of the same kind, of which a corpus has one at most. */
export function writeJob(connection: Connection, { jobId, kind, createdMs, plan }: StoredJob): void {
  connection.run('INSERT OR REPLACE INTO job VALUES (?, ?, ?, ?)', kind, jobId, createdMs, plan);
}

/** Does nothing if there is no such job. */
export function deleteJob(connection: Connection, jobId: string): void {
  connection.run('DELETE FROM job WHERE job_id = ?', jobId);
}
