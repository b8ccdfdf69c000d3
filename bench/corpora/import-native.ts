import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export interface NativeTimes {
  /** Of SQLite. */
  readonly version: string;
  readonly seconds: number;
}

/** Why there are no times. */
export interface NativeAbsent {
  readonly absentBecause: string;
}

/** The inserts of an import of `passagesPath` by SQLite without a browser, into a file beside it, by `python`. */
export async function importNative(
  python: string,
  passagesPath: string,
): Promise<NativeTimes | NativeAbsent> {
  const script = fileURLToPath(new URL('import-native.py', import.meta.url));
  const database = `${passagesPath}.sqlite3`;
  try {
    const { stdout } = await promisify(execFile)(python, [script, passagesPath, database]);
    return JSON.parse(stdout);
  } catch (error) {
    const { stderr = '', message } = error as Error & { stderr?: string };
    return { absentBecause: `${python}: ${stderr.trim().split('\n').at(-1) || message}` };
  } finally {
    rmSync(database, { force: true });
  }
}
