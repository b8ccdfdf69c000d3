/** One command of a shell block: no pipe, no redirection, no variable. */
export interface ShellCommand {
  /** As it is written, with single spaces. */
  readonly text: string;
  /** The variables before it: WEBGPU_ADAPTER=hardware. */
  readonly environment: Readonly<Record<string, string>>;
  readonly words: readonly string[];
}

const ASSIGNMENT = /^([A-Z_]+)=(.*)$/;
/** What only a shell understands. */
const SHELL_SYNTAX = /[|;<>$`(){}*?'"\\]/;

/**
 * The commands of a block, a line each, or several joined by &&. Throws Error for what is more than words, because it could
 * not be run as it stands.
 */
export function parseCommands(code: string): ShellCommand[] {
  return code
    .split('\n')
    .map((line) => line.replace(/(^|\s)#.*$/, '').trim())
    .filter((line) => line !== '')
    .flatMap((line) => line.split('&&').map((command) => parseCommand(command.trim())));
}

function parseCommand(text: string): ShellCommand {
  const wrong = SHELL_SYNTAX.exec(text);
  if (wrong) {
    throw new Error(
      `Expected a command of plain words, found ${wrong[0]} in "${text}". Write it without, so that it can be run in a test.`,
    );
  }
  const all = text.split(/\s+/);
  const firstWord = all.findIndex((word) => !ASSIGNMENT.test(word));
  const assignments = all.slice(0, firstWord).map((word) => ASSIGNMENT.exec(word) as RegExpExecArray);
  return {
    text: all.join(' '),
    environment: Object.fromEntries(assignments.map(([, name, value]) => [name, value])),
    words: all.slice(firstWord),
  };
}
