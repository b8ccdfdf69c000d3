import type { CorpusSummary } from '../../core/records.ts';
import type { CorpusExportFormat, EngineClient } from '../../workers/client.ts';
import { saveFile } from '../shared/save-file.ts';
import { type JobControl, useCancellableJob } from './use-cancellable-job.ts';

/** A corpus as documents, or as a project with everything that belongs to it. */
export type ExportKind = CorpusExportFormat | 'project';

/** Results in what the file lacks, if anything. */
export interface Exporting extends Omit<JobControl<string | undefined>, 'start'> {
  readonly start: (kind: ExportKind) => void;
}

/** Makes files of a corpus and hands them to the browser's downloads, one at a time. */
export function useExport(client: EngineClient, { corpusId }: CorpusSummary): Exporting {
  const job = useCancellableJob<string | undefined>();
  return {
    ...job,
    start: (kind) =>
      job.start(async (call) => {
        const file =
          kind === 'project'
            ? await client.exportProject({ corpusId }, call)
            : await client.exportCorpus({ corpusId, format: kind }, call);
        saveFile(file);
        return file.note;
      }),
  };
}
