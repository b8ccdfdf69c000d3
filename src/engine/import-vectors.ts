import { XennError } from '../core/errors.ts';
import type { IndexSummary } from '../core/index-records.ts';
import type { CorpusSummary } from '../core/records.ts';
import type { Cancel, Matrix } from '../core/types.ts';
import { baseName, fileName, plainEntry } from '../formats/entries.ts';
import type { SourceFile } from '../formats/records.ts';
import { freeIndexName } from './import-index-name.ts';
import { readVectorFile } from './import-vectors-file.ts';
import { ITEMS, QUERIES, type Tensors } from './index-tensors.ts';
import type { Store } from './ports.ts';
import type { CallContext } from './records.ts';

declare const __XENN_VERSION__: string;

/**
 * Item vectors made elsewhere as an index: a row a document in the corpus's order. With them, from the same
 * safetensors file or from one that is named for queries, vectors of the corpus's queries in their order. Nothing is
 * known of how the vectors' inner products relate to the cross-encoder's scores, so the score scale changes nothing.
 *
 * @throws ImportError when the files are not such, hold a number that is not finite, or as many rows as there are
 * documents or queries were expected and others found. Nothing is stored then.
 */
export async function importVectors(
  store: Pick<Store, 'readCorpus' | 'listIndexes' | 'writeIndex'>,
  request: { readonly corpusId: string; readonly name: string; readonly files: readonly SourceFile[] },
  context: CallContext = {},
): Promise<IndexSummary> {
  const startedMs = performance.now();
  const { corpusId, name } = request;
  const corpus = await store.readCorpus(corpusId);
  const { itemFile, queryFile } = sortFiles(request.files);
  const tensors = await readVectors(itemFile, queryFile, corpus, context.cancel);
  const names = (await store.listIndexes(corpusId)).map((index) => index.name);
  const summary: IndexSummary = {
    indexId: crypto.randomUUID(),
    name: freeIndexName(name, names),
    createdMs: Date.now(),
    rows: tensors[ITEMS].rows,
    cols: tensors[ITEMS].cols,
    provenance: {
      corpusHash: corpus.hash,
      codeVersion: __XENN_VERSION__,
      method: { kind: 'imported', source: fileName(itemFile.path) },
      // Nothing of what follows is known; the method says so.
      seed: 0,
      space: 'dual-encoder',
      trainQueries: 'own',
      trainQueryCount: 0,
      pairs: { kind: 'all' },
      trainPairCount: 0,
      heldOutPairCount: 0,
      backend: 'wasm',
      compute: 'imported',
    },
    scoreScale: { alpha: 0, beta: 1 },
    lossPerEpoch: [],
    heldOutRmsePerEpoch: [],
    scorerCalls: 0,
    elapsedMs: performance.now() - startedMs,
  };
  await store.writeIndex(corpusId, summary, tensors);
  return summary;
}

interface VectorFiles {
  readonly itemFile: SourceFile;
  readonly queryFile?: SourceFile;
}

/** Of two files, the one whose name says so is the queries'. */
function sortFiles(files: readonly SourceFile[]): VectorFiles {
  const ofQueries = files.filter(({ path }) => /quer/i.test(baseName(path)));
  if (files.length === 1) return { itemFile: files[0] };
  if (files.length === 2 && ofQueries.length === 1) {
    const [queryFile] = ofQueries;
    return { itemFile: files.find((file) => file !== queryFile) as SourceFile, queryFile };
  }
  throw new XennError(
    'ImportError',
    `Expected one file with item vectors, or two of which one has 'queries' in its name; found ${files.map(({ path }) => fileName(path)).join(', ') || 'none'}. Choose them again, .npy or .safetensors.`,
  );
}

async function readVectors(
  itemFile: SourceFile,
  queryFile: SourceFile | undefined,
  { documentCount, queryCount }: CorpusSummary,
  cancel?: Cancel,
): Promise<Tensors> {
  const first = await readVectorFile(plainEntry(itemFile), ITEMS, [QUERIES], cancel);
  const items = first[ITEMS];
  checkRows(items, documentCount, 'documents', itemFile.path);
  const second = queryFile && (await readVectorFile(plainEntry(queryFile), QUERIES, [], cancel));
  const queries = (second ?? first)[QUERIES];
  if (!queries) return { [ITEMS]: items };
  const queryPath = (queryFile ?? itemFile).path;
  checkRows(queries, queryCount, 'queries', queryPath);
  if (queries.cols !== items.cols) {
    throw new XennError(
      'ImportError',
      `The query vectors of ${queryPath} have ${queries.cols} numbers, the item vectors ${items.cols}. Expected both from the same model; choose vectors of one length.`,
    );
  }
  return { [ITEMS]: items, [QUERIES]: queries };
}

function checkRows(vectors: Matrix, expected: number, of: 'documents' | 'queries', path: string): void {
  if (vectors.rows === expected) return;
  throw new XennError(
    'ImportError',
    `${path} holds ${vectors.rows.toLocaleString('en-US')} vectors, and the corpus has ${expected.toLocaleString('en-US')} ${of}. Expected one for each of them, in the corpus's order.`,
  );
}
