import { mkdirSync } from 'node:fs';
import { isCancelled, XennError } from '../core/errors.ts';
import { expandGrid } from '../core/experiment-grid.ts';
import { testQueriesOf } from '../engine/choose-test-queries.ts';
import type { ExperimentPlan, ExperimentReport, ExperimentRequest } from '../engine/experiment-records.ts';
import { gridMethods } from './evaluate-methods.ts';
import type { EvaluateOptions } from './evaluate-options.ts';
import type { ExperimentPlace, PlaceContext } from './experiment-place.ts';
import { INTERRUPTED, watchInterrupts } from './interrupt.ts';
import { openCorpusPlace } from './open-corpus-place.ts';
import { openMatrixPlace } from './open-matrix-place.ts';
import { countWords, durationWords, openProgressLine } from './progress-line.ts';
import { resultsTable } from './results-table.ts';
import { writeResults } from './write-results.ts';

const FAILED = 1;

/**
 * The command `evaluate`. Results go to files, their paths to standard output, progress and faults to standard error.
 * Resolves with the exit code.
 */
export async function runEvaluate(options: EvaluateOptions): Promise<number> {
  const { report: onProgress, say } = openProgressLine(process.stderr, () => performance.now());
  const { cancel, stop } = watchInterrupts(say);
  try {
    process.stdout.write(await evaluate(options, { cancel, onProgress, say }));
    return 0;
  } catch (error) {
    if (isCancelled(error)) return INTERRUPTED;
    say(failureWords(error, options.source));
    return FAILED;
  } finally {
    stop();
  }
}

/** What a person can mend, in a sentence; of anything else, where it happened. */
function failureWords(error: unknown, { kind }: EvaluateOptions['source']): string {
  if (error instanceof XennError) return error.message;
  if (!(error instanceof Error)) return String(error);
  const isOfSystem = 'syscall' in error;
  if (!isOfSystem) return String(error.stack);
  const kept = kind === 'corpus' ? 'Scores that were written are kept; mend' : 'Mend';
  return `${error.message}. ${kept} that and run the command again.`;
}

/** What is to be printed. */
async function evaluate(options: EvaluateOptions, context: PlaceContext): Promise<string> {
  const { source, out, json } = options;
  const place =
    source.kind === 'corpus'
      ? await openCorpusPlace(options, source, context)
      : await openMatrixPlace(options, source, context);
  try {
    // A folder that cannot be made is known before hours of work.
    mkdirSync(out, { recursive: true });
    const report = await runExperiment(options, place, context);
    const paths = await writeResults(place.engine, report, out, context.say);
    context.say(`\n${resultsTable(report)}\n`);
    return json ? `${JSON.stringify(report)}\n` : paths.map((path) => `${path}\n`).join('');
  } catch (error) {
    if (isCancelled(error)) context.say(`Stopped: ${place.afterInterrupt}.`);
    throw error;
  } finally {
    await place.close();
  }
}

async function runExperiment(
  options: EvaluateOptions,
  place: ExperimentPlace,
  context: PlaceContext,
): Promise<ExperimentReport> {
  const { engine, corpusId, name } = place;
  const { methods: names, lambdas, seed, budgets, rounds, ks } = options;
  // Without test queries nothing is to be built.
  const { queries } = await engine.readCorpusDetails({ corpusId });
  const queryCount = options.queryCount ?? testQueriesOf(queries).length;
  const { itemSpaces, anchorSpace } = await place.openSpaces(context);
  const methods = gridMethods({ names, lambdas, seed, anchorSpace }).map(place.adapt);
  const request: ExperimentRequest = {
    ...{ corpusId, name, queryCount, seed, budgets, ks },
    methods: expandGrid({ methods, itemSpaces, rounds }),
  };
  const plan = await engine.planExperiment(request, context);
  for (const line of planWords(plan)) context.say(line);
  const { experimentId } = await engine.runExperiment({ request }, context);
  return engine.readExperiment({ experimentId });
}

function planWords({ ranking, searches, notes }: ExperimentPlan): string[] {
  const { queryCount, scorerCalls, knownCalls, estimatedMs } = ranking;
  const time = Number.isNaN(estimatedMs) || estimatedMs === 0 ? '' : `, about ${durationWords(estimatedMs)}`;
  return [
    `${countWords(queryCount)} test queries; exact rankings take ${countWords(scorerCalls)} calls, of which ` +
      `${countWords(knownCalls)} are known${time}; then ${countWords(searches)} searches`,
    ...notes.map((note) => `  ${note}`),
  ];
}
