/** The command line of `evaluate`, apart from what it does: that takes seconds to load. */
import { availableParallelism } from 'node:os';
import { XennError } from '../core/errors.ts';
import { type EvaluateOptions, parseEvaluateOptions } from './evaluate-options.ts';
import { USAGE } from './evaluate-usage.ts';

const WRONG_OPTION = 2;

/**
 * What the arguments ask for; relative paths are relative to `folder`. A number is the exit code of a command that ends
 * here: `--help` goes to standard output, a wrong option to standard error.
 */
export function readCommand(args: readonly string[], folder: string): EvaluateOptions | number {
  if (args.includes('--help')) {
    process.stdout.write(USAGE);
    return 0;
  }
  try {
    return parseEvaluateOptions(args, folder, availableParallelism());
  } catch (error) {
    const isUnknownOption = error instanceof TypeError && 'code' in error;
    if (!(error instanceof XennError) && !isUnknownOption) throw error;
    process.stderr.write(`${error.message}\n--help lists the options.\n`);
    return WRONG_OPTION;
  }
}
