import { useEffect, useRef, useState } from 'react';
import { isCancelled } from '../../core/errors.ts';
import type { CorpusSummary } from '../../core/records.ts';
import type { CorpusExportFormat, EngineClient, JobProgress } from '../../workers/client.ts';
import { toError } from '../shared/error.ts';
import { saveFile } from '../shared/save-file.ts';

/** A corpus as documents, or as a project with everything that belongs to it. */
export type ExportKind = CorpusExportFormat | 'project';

export interface Exporting {
  /** What is being made; undefined while nothing is. */
  readonly kind?: ExportKind;
  readonly progress?: JobProgress;
  readonly error?: Error;
  /** What the last file lacks. */
  readonly note?: string;
  readonly start: (kind: ExportKind) => void;
  readonly cancel: () => void;
  readonly dismiss: () => void;
}

interface State {
  readonly kind?: ExportKind;
  readonly progress?: JobProgress;
  readonly error?: Error;
  readonly note?: string;
}

/** Makes files of a corpus and hands them to the browser's downloads, one at a time. */
export function useExport(client: EngineClient, { corpusId }: CorpusSummary): Exporting {
  const [state, setState] = useState<State>({});
  const running = useRef<AbortController>(undefined);
  // Without its controls nobody could stop it, and its corpus would wait for it.
  useEffect(() => () => running.current?.abort(), []);

  async function start(kind: ExportKind) {
    const started = new AbortController();
    running.current = started;
    setState({ kind });
    const call = {
      signal: started.signal,
      onProgress: (progress: JobProgress) =>
        setState((now) => (now.kind === kind ? { kind, progress } : now)),
    };
    try {
      const file =
        kind === 'project'
          ? await client.exportProject({ corpusId }, call)
          : await client.exportCorpus({ corpusId, format: kind }, call);
      saveFile(file);
      setState(file.note === undefined ? {} : { note: file.note });
    } catch (thrown) {
      setState(isCancelled(thrown) ? {} : { error: toError(thrown) });
    }
  }

  return {
    ...state,
    start: (kind) => void start(kind),
    cancel: () => running.current?.abort(),
    dismiss: () => setState({}),
  };
}
