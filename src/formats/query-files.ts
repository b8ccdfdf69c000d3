/** Files that bring queries and judgements to a corpus that is there already. */
import { XennError } from '../core/errors.ts';
import type { RefusedLine } from '../core/records.ts';
import type { Cancel } from '../core/types.ts';
import { runSteps } from './batch.ts';
import { parseQuery } from './beir.ts';
import { CSV, TSV } from './delimited.ts';
import { baseName, type Entry, extension, fileName, folderOf } from './entries.ts';
import { byLines } from './entry-reader.ts';
import { readHead } from './head.ts';
import { openInput } from './input.ts';
import { isUsable } from './lines.ts';
import { eachLine, type LineReader, type Parsed } from './parsed.ts';
import { createQrelsReader } from './qrels.ts';
import { createQueryTableReader, queryOfLine } from './query-table.ts';
import type { ParsedBatch, SourceFile } from './records.ts';
import { listPaths } from './single.ts';
import { trecCells } from './trec-fields.ts';

/** A way in which queries or judgements are written down. */
interface Kind {
  readonly brings: 'queries' | 'judgements';
  /** `head` is what the file begins with: lines that are not blank, at least one. `isAlone`: no other file came with it. */
  matches(entry: Entry, head: readonly string[], isAlone: boolean): boolean;
  reader(entry: Entry): LineReader;
}

const PASSED_OVER =
  'passed over: neither queries nor judgements by its name or its first lines. Add it alone if its lines are queries';

/** The first that matches counts. */
const KINDS: readonly Kind[] = [
  {
    brings: 'queries',
    matches: (entry, head) =>
      ['.jsonl', '.ndjson', '.json'].includes(extension(entry.path)) || /^\s*\{/.test(head[0]),
    reader: () => eachLine(parseQuery),
  },
  {
    brings: 'judgements',
    matches: (entry, head) =>
      folderOf(entry.path).endsWith('qrels/') ||
      ['.qrel', '.qrels'].includes(extension(entry.path)) ||
      isMostly(head, isJudgement),
    reader: (entry) => createQrelsReader(splitOf(entry)),
  },
  {
    brings: 'queries',
    matches: (entry) => extension(entry.path) === '.csv',
    reader: (entry) => createQueryTableReader(entry, CSV),
  },
  {
    brings: 'queries',
    matches: (_, head) => head.some((line) => line.includes('\t')),
    reader: (entry) => createQueryTableReader(entry, TSV),
  },
  {
    brings: 'queries',
    matches: ({ path }, _, isAlone) =>
      isAlone || (extension(path) === '.txt' && /quer|topic|question/i.test(baseName(path))),
    reader: ({ path }) => eachLine((text, line) => queryOfLine(path, text, line)),
  },
];

/**
 * Queries as BEIR's queries.jsonl, as a table (CSV, TSV), or one a line; judgements as qrels of BEIR or TREC. Which it is
 * of these, a file's first lines say. All queries come before all judgements, whatever the order of the files; a zip
 * counts as its files. What says no split of its own takes the one that the file's name says: 'qrels/test.tsv',
 * 'queries.dev.tsv'. A corpus.jsonl among them is passed over; a text that does not look like queries is named as refused,
 * unless it came alone.
 *
 * @throws ImportError when there is no such file, or one is empty, binary or of another kind; whatever `cancel` throws.
 */
export async function* readQueryFiles(
  files: readonly SourceFile[],
  cancel?: Cancel,
): AsyncGenerator<ParsedBatch> {
  const { entries } = await openInput(files, cancel);
  const wanted = entries.filter(({ path }) => fileName(path) !== 'corpus.jsonl');
  if (wanted.length === 0) {
    throw new XennError(
      'ImportError',
      `Expected a file with queries or judgements, found ${listPaths(entries)}. Choose a queries.jsonl, a table of queries, ` +
        'a text with a query a line, or a qrels file.',
    );
  }
  const chosen: { entry: Entry; kind: Kind }[] = [];
  const passedOver: RefusedLine[] = [];
  for (const entry of wanted) {
    const kind = await kindOf(entry, wanted.length === 1);
    if (kind) chosen.push({ entry, kind });
    else passedOver.push({ file: entry.path, line: 0, reason: PASSED_OVER });
  }
  if (passedOver.length > 0) {
    yield { documents: [], queries: [], judgements: [], refused: passedOver, bytesRead: 0 };
  }
  const steps = (['queries', 'judgements'] as const).flatMap((brings) =>
    chosen
      .filter(({ kind }) => kind.brings === brings)
      .map(({ entry, kind }) => ({
        entry,
        read: byLines(() => withSplit(kind.reader(entry), splitOf(entry))),
      })),
  );
  yield* runSteps(steps, cancel);
}

/** Undefined for what came with other files and looks like neither queries nor judgements. */
async function kindOf(entry: Entry, isAlone: boolean): Promise<Kind | undefined> {
  const head = (await readHead(entry)).filter(isUsable).map(({ text }) => text);
  if (isMostly(head, isRunLine)) {
    throw new XennError(
      'ImportError',
      `${entry.path} seems to be a TREC run: a ranking, neither queries nor judgements. Import it into an experiment, to ` +
        'set it beside the methods there.',
    );
  }
  return KINDS.find((kind) => kind.matches(entry, head, isAlone));
}

/** A line that is wrong does not make the file another one. */
function isMostly(lines: readonly string[], test: (line: string) => boolean): boolean {
  return 2 * lines.filter(test).length > lines.length;
}

/** Words that end in a number are a query: only tabs or TREC's four columns make a judgement of a line. */
function isJudgement(line: string): boolean {
  if (!line.includes('\t') && !/^\s*\S+\s+(?:\d+|Q0)\s+\S+\s+\S+\s*$/i.test(line)) return false;
  return createQrelsReader('')([{ number: 1, text: line }], true)[0]?.kind === 'judgement';
}

function isRunLine(line: string): boolean {
  const cells = trecCells(line);
  return cells.length === 6 && cells[1].toUpperCase() === 'Q0';
}

/** 'test' of 'qrels/test.tsv', 'dev' of 'queries.dev.small.tsv'; '' where the name says none. */
function splitOf({ path }: Entry): string {
  return /(?<![a-z])(?:train|dev|test)(?![a-z])/.exec(baseName(path).toLowerCase())?.[0] ?? '';
}

/** Queries without a split take this one. */
function withSplit(read: LineReader, split: string): LineReader {
  const placed = (parsed: Parsed): Parsed =>
    parsed.kind === 'query' && parsed.value.split === ''
      ? { ...parsed, value: { ...parsed.value, split } }
      : parsed;
  return (lines, atEnd) => read(lines, atEnd).map(placed);
}
