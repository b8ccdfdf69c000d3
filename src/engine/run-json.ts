/** A kept search as text, and back. */
import { XennError } from '../core/errors.ts';
import type { StoredDocument } from '../core/records.ts';
import { parseJsonFile } from './json-file.ts';
import { findProblem } from './run-problems.ts';
import { type RunFile, type RunJson, runSchema } from './run-schema.ts';
import { encodeFloats, encodeRanking, encodeRows } from './schema-parts.ts';
import type { StoredMethodRun, StoredRound, StoredRun } from './search-records.ts';

/** Vectors and scores are rounded to float32. */
export function writeRunJson(run: StoredRun): string {
  const json: RunJson = {
    ...run,
    format: 'xenn-run',
    labels: [...run.labels],
    methods: run.methods.map(methodJson),
    ...(run.exactTop && { exactTop: encodeRanking(run.exactTop) }),
    documents: [...run.documents],
    map: {
      docRows: encodeRows(run.map.docRows),
      points: encodeFloats(run.map.points),
      varianceShare: [...run.map.varianceShare],
      kind: run.map.kind,
    },
  } as RunJson;
  return JSON.stringify(json);
}

/**
 * The run that `writeRunJson` wrote, here or elsewhere. Throws ImportError, with the place in the file `path` and what
 * was expected there, for anything else.
 */
export function readRunJson(text: string, path: string): StoredRun {
  const { format, methods, ...run } = parseJsonFile(text, runSchema, findProblem, (found) =>
    wrongFile(path, found),
  );
  const documents = new Map(run.documents.map((document) => [document.docRow, document]));
  return { ...run, methods: methods.map((method) => methodOf(method, documents)) };
}

function methodJson({ rounds, priorVector, firstStage, ...method }: StoredMethodRun) {
  return {
    ...method,
    priorVector: encodeFloats(priorVector),
    firstStage: encodeRanking(firstStage),
    rounds: rounds.map(({ newItems, columnWeights, estimates, best, ...round }) => ({
      ...round,
      newItems: newItems.map(({ document, ...item }) => ({ ...item, docRow: document.docRow })),
      columnWeights: encodeFloats(columnWeights),
      estimates: { docRows: encodeRows(estimates.docRows), values: encodeFloats(estimates.values) },
      best: encodeRanking(best),
    })),
  };
}

function methodOf(
  { rounds, ...method }: RunFile['methods'][number],
  documents: ReadonlyMap<number, StoredDocument>,
): StoredMethodRun {
  return {
    ...method,
    rounds: rounds.map(
      ({ newItems, ...round }): StoredRound => ({
        ...round,
        newItems: newItems.map(({ docRow, ...item }) => ({
          ...item,
          document: documents.get(docRow) as StoredDocument,
        })),
      }),
    ),
  };
}

function wrongFile(path: string, found: string): XennError {
  return new XennError(
    'ImportError',
    `${path}: expected a search that xenn exported (format xenn-run, version 1), found ${found}. Export it again there, ` +
      'or choose another file.',
  );
}
