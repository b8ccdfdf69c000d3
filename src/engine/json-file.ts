/** JSON that was exported here or elsewhere: parsed, then checked against a schema and for what no schema can say. */
import * as v from 'valibot';

/**
 * The value of a file's text. `problemOf` says what does not fit together, undefined where all does; `refuse` makes the
 * error from what was found instead, in words and with its place.
 */
export function parseJsonFile<Schema extends v.GenericSchema>(
  text: string,
  schema: Schema,
  problemOf: (value: v.InferOutput<Schema>) => string | undefined,
  refuse: (found: string) => Error,
): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, parse(text, refuse), { abortEarly: true });
  if (!parsed.success) throw refuse(describeIssue(parsed.issues[0]));
  const problem = problemOf(parsed.output);
  if (problem) throw refuse(problem);
  return parsed.output;
}

function parse(text: string, refuse: (found: string) => Error): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw refuse(`text that is not JSON (${(error as Error).message})`);
  }
}

/** Where in the value, and what is wrong there. */
export function describeIssue(issue: v.BaseIssue<unknown>): string {
  const place = v.getDotPath(issue);
  return `${place ? `at ${place} ` : ''}“${issue.message}”`;
}
