/** What the schema of a kept search cannot say: that its parts belong together. */
import { sortRanking } from '../core/top-k.ts';
import { isBeyond, isRepeated, isSameRanking } from './ranking-problems.ts';
import type { RunFile } from './run-schema.ts';

type MethodFile = RunFile['methods'][number];

/** The first thing that does not fit, in words; undefined where all does. */
export function findProblem(run: RunFile): string | undefined {
  const { itemCount, documents, methods, map, exactTop } = run;
  const documentRows = documents.map(({ docRow }) => docRow);
  if (isBeyond(documentRows, itemCount)) return 'a document beyond the size of the corpus';
  if (isRepeated(documentRows)) return 'a document twice';
  if (isBeyond(map.docRows, itemCount)) return 'a row of the map beyond the size of the corpus';
  if (isRepeated(map.docRows)) return 'a row of the map twice';
  if (exactTop) {
    const { docRows, scores } = exactTop;
    if (isBeyond(docRows, itemCount)) return 'a row of the exact ranking beyond the size of the corpus';
    if (isRepeated(docRows)) return 'a row of the exact ranking twice';
    if (!isSameRanking(exactTop, sortRanking(docRows, scores))) return 'an exact ranking that is not sorted';
  }
  const labels = methods.map(({ request }) => request.label);
  if (JSON.stringify(run.labels) !== JSON.stringify(labels)) {
    return 'labels that are not those of its methods';
  }
  const known = new Set(documentRows);
  for (const method of methods) {
    const problem = problemOfMethod(method, run) ?? problemOfRounds(method, known);
    if (problem) return problem;
  }
}

function problemOfMethod({ request, itemCount, firstStage }: MethodFile, run: RunFile): string | undefined {
  if (itemCount !== run.itemCount) return 'a method on a corpus of another size';
  if (request.queryText.trim() !== run.queryText.trim()) return 'a method on another query';
  if (isBeyond(firstStage.docRows, itemCount)) return 'a row of a first stage beyond the size of the corpus';
}

/** `known`: rows whose document is there. */
function problemOfRounds({ rounds, itemCount }: MethodFile, known: ReadonlySet<number>): string | undefined {
  /** Exact scores so far, by docRow. */
  const scored = new Map<number, number>();
  for (const [position, { index, newItems, best, estimates, scorerCalls }] of rounds.entries()) {
    if (index !== position + 1) return `round ${index} in place of round ${position + 1}`;
    for (const { docRow, exactScore, pulls = [] } of newItems) {
      if (!known.has(docRow)) return `a scored item without its document (row ${docRow})`;
      if (scored.has(docRow)) return `an item that was scored twice (row ${docRow})`;
      scored.set(docRow, exactScore);
      if (pulls.some((pull) => pull.docRow >= itemCount)) return 'a pull beyond the size of the corpus';
    }
    if (scorerCalls !== scored.size) {
      return `${scorerCalls} calls after round ${index}, of ${scored.size} scored items`;
    }
    const answer = sortRanking(Uint32Array.from(scored.keys()), Float32Array.from(scored.values()));
    if (!isSameRanking(best, answer)) {
      return `an answer of round ${index} that is not of its scored items, best first`;
    }
    if (isBeyond(estimates.docRows, itemCount)) return 'an estimate beyond the size of the corpus';
  }
}
