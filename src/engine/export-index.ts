import { XennError } from '../core/errors.ts';
import { bytesOf } from '../formats/floats.ts';
import { encodeHeader } from '../formats/safetensors-header.ts';
import { exportFileName } from './export-file-name.ts';
import { sealManifest, type TensorDigest } from './index-manifest.ts';
import { sha256Hex } from './install-model-read.ts';
import type { Store } from './ports.ts';
import type { CallContext, ExportedFile } from './records.ts';

/**
 * An index as one safetensors file: its matrices under their names, and as metadata a manifest with the summary, the
 * corpus's hash and the matrices' hashes. One matrix at a time is in memory. Cancel takes effect between matrices.
 *
 * @throws StorageError when there is no such index.
 */
export async function exportIndex(
  store: Pick<Store, 'readCorpus' | 'listIndexes' | 'listIndexTensors' | 'readIndexTensor'>,
  { corpusId, indexId }: { readonly corpusId: string; readonly indexId: string },
  context: CallContext = {},
): Promise<ExportedFile> {
  const [corpus, indexes, names] = await Promise.all([
    store.readCorpus(corpusId),
    store.listIndexes(corpusId),
    store.listIndexTensors(corpusId, indexId),
  ]);
  const index = indexes.find((each) => each.indexId === indexId);
  if (!index) throw noIndexError(indexId);

  const tensors: TensorDigest[] = [];
  const parts: Blob[] = [];
  for (const name of names) {
    context.cancel?.throwIfAborted();
    const matrix = await store.readIndexTensor(corpusId, indexId, name);
    if (!matrix) throw noIndexError(indexId);
    // A copy: the numbers may lie in shared memory, which neither digests nor blobs take.
    const bytes = bytesOf(matrix.data).slice();
    tensors.push({ name, rows: matrix.rows, cols: matrix.cols, sha256: await sha256Hex(bytes) });
    parts.push(new Blob([bytes]));
  }
  const shapes = tensors.map(({ name, rows, cols }) => ({ name, shape: [rows, cols] }));
  const metadata = await sealManifest({ corpusHash: corpus.hash, index, tensors });
  return {
    fileName: exportFileName(index.name, '.safetensors'),
    blob: new Blob([encodeHeader(shapes, metadata), ...parts], { type: 'application/octet-stream' }),
  };
}

function noIndexError(indexId: string): XennError {
  return new XennError(
    'StorageError',
    `No index '${indexId}' is stored for this corpus: it was deleted. Choose another or build a new one.`,
  );
}
