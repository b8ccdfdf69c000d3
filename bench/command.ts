import { XennError } from '../src/core/errors.ts';

/** Progress, tables and faults: standard output is the report's. */
export const say = (text: string): void => void process.stderr.write(`${text}\n`);

/**
 * Does a benchmark's work for command-line arguments; `--help` prints `usage`. A fault that a person can mend, a
 * XennError or an option that there is none of, is said: exit code 2.
 */
export async function runCommand(
  args: readonly string[],
  usage: string,
  work: (args: readonly string[]) => Promise<void>,
): Promise<void> {
  if (args.includes('--help')) {
    process.stdout.write(usage);
    return;
  }
  try {
    await work(args);
  } catch (error) {
    const isUnknownOption = error instanceof TypeError && 'code' in error;
    if (!(error instanceof XennError) && !isUnknownOption) throw error;
    say(error.message);
    process.exitCode = 2;
  }
}
