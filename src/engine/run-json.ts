/** A kept search as text, and back. */
import * as v from 'valibot';
import { XennError } from '../core/errors.ts';
import type { StoredDocument } from '../core/records.ts';
import type { Ranking } from '../core/types.ts';
import { findProblem } from './run-problems.ts';
import { encodeFloats, encodeRows, type RunFile, type RunJson, runSchema } from './run-schema.ts';
import type { StoredMethodRun, StoredRound, StoredRun } from './search-records.ts';

/** Vectors and scores are rounded to float32. */
export function writeRunJson(run: StoredRun): string {
  const json: RunJson = {
    ...run,
    format: 'xenn-run',
    labels: [...run.labels],
    methods: run.methods.map(methodJson),
    ...(run.exactTop && { exactTop: rankingJson(run.exactTop) }),
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
  const parsed = v.safeParse(runSchema, parse(text, path), { abortEarly: true });
  if (!parsed.success) throw wrongFile(path, describeIssue(parsed.issues[0]));
  const problem = findProblem(parsed.output);
  if (problem) throw wrongFile(path, problem);
  const { format, methods, ...run } = parsed.output;
  const documents = new Map(run.documents.map((document) => [document.docRow, document]));
  return { ...run, methods: methods.map((method) => methodOf(method, documents)) };
}

function methodJson({ rounds, priorVector, firstStage, ...method }: StoredMethodRun) {
  return {
    ...method,
    priorVector: encodeFloats(priorVector),
    firstStage: rankingJson(firstStage),
    rounds: rounds.map(({ newItems, columnWeights, estimates, best, ...round }) => ({
      ...round,
      newItems: newItems.map(({ document, ...item }) => ({ ...item, docRow: document.docRow })),
      columnWeights: encodeFloats(columnWeights),
      estimates: { docRows: encodeRows(estimates.docRows), values: encodeFloats(estimates.values) },
      best: rankingJson(best),
    })),
  };
}

function rankingJson({ docRows, scores }: Ranking) {
  return { docRows: encodeRows(docRows), scores: encodeFloats(scores) };
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

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw wrongFile(path, `text that is not JSON (${(error as Error).message})`);
  }
}

function describeIssue(issue: v.BaseIssue<unknown>): string {
  const place = v.getDotPath(issue);
  return `${place ? `at ${place} ` : ''}“${issue.message}”`;
}

function wrongFile(path: string, found: string): XennError {
  return new XennError(
    'ImportError',
    `${path}: expected a search that xenn exported (format xenn-run, version 1), found ${found}. Export it again there, ` +
      'or choose another file.',
  );
}
