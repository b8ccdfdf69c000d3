import { XennError } from '../core/errors.ts';
import type { IndexSummary } from '../core/index-records.ts';
import type { CorpusSummary } from '../core/records.ts';
import type { Matrix } from '../core/types.ts';
import { type Entry, plainEntry } from '../formats/entries.ts';
import { toFloat32 } from '../formats/floats.ts';
import type { SourceFile } from '../formats/records.ts';
import { readSafetensorsHeader, readTensors } from '../formats/safetensors.ts';
import type { SafetensorsHeader } from '../formats/safetensors-header.ts';
import { freeIndexName } from './import-index-name.ts';
import { damagedIndexFile, type IndexManifest, openManifest } from './index-manifest.ts';
import { ITEMS } from './index-tensors.ts';
import { sha256Hex } from './install-model-read.ts';
import type { Store } from './ports.ts';
import type { CallContext } from './records.ts';

/**
 * Takes in what `exportIndex` made, here or on another machine. Checked in this order, all before anything is stored:
 * header, format, version, the manifest's checksum, the corpus, shapes, and of each matrix its hash and its numbers.
 * It gets an id of its own, and another name where its own is taken.
 *
 * @throws ImportError when a check fails; the corpus's documents are not those of the index, say.
 */
export async function importIndex(
  store: Pick<Store, 'readCorpus' | 'listIndexes' | 'writeIndex'>,
  { corpusId, files }: { readonly corpusId: string; readonly files: readonly SourceFile[] },
  context: CallContext = {},
): Promise<IndexSummary> {
  if (files.length !== 1) {
    throw new XennError(
      'ImportError',
      `Expected one index file, found ${files.length}. Choose one .safetensors file.`,
    );
  }
  const entry = plainEntry(files[0]);
  const header = await readSafetensorsHeader(entry, context.cancel);
  const manifest = await openManifest(header.metadata, entry.path);
  checkCorpus(manifest, await store.readCorpus(corpusId), entry.path);
  checkShapes(manifest, header, entry.path);
  const tensors = await readMatrices(entry, header, manifest, context);

  const names = (await store.listIndexes(corpusId)).map(({ name }) => name);
  const summary: IndexSummary = {
    ...manifest.index,
    indexId: crypto.randomUUID(),
    name: freeIndexName(manifest.index.name, names),
  };
  await store.writeIndex(corpusId, summary, tensors);
  return summary;
}

function checkCorpus(
  { corpusHash, index }: IndexManifest,
  { hash, name, documentCount }: CorpusSummary,
  path: string,
): void {
  if (corpusHash !== hash) {
    throw new XennError(
      'ImportError',
      `${path} is an index of another corpus: expected the corpus hash ${hash} of ${name}, found ${corpusHash}. Import it where its documents are, all of them and in the same order.`,
    );
  }
  if (index.rows > documentCount) {
    throw damagedIndexFile(
      path,
      `it has vectors of ${index.rows.toLocaleString('en-US')} documents, and ${name} has ${documentCount.toLocaleString('en-US')}`,
    );
  }
}

/** The header says of each matrix what the manifest says, and the items are as many and as long as the summary says. */
function checkShapes({ index, tensors }: IndexManifest, header: SafetensorsHeader, path: string): void {
  const expected = tensors.map(({ name, rows, cols }) => `${name} ${rows} x ${cols} float32`).join(', ');
  const found = header.tensors
    .map(({ name, shape, bits }) => `${name} ${shape.join(' x ')} float${bits}`)
    .join(', ');
  if (found !== expected) {
    throw damagedIndexFile(path, `its header lists ${found || 'no tensor'}, its manifest ${expected}`);
  }
  const items = tensors.find(({ name }) => name === ITEMS);
  if (items?.rows !== index.rows || items.cols !== index.cols) {
    throw damagedIndexFile(
      path,
      `expected a tensor ${ITEMS} of ${index.rows} x ${index.cols}, found ${items ? `one of ${items.rows} x ${items.cols}` : 'none'}`,
    );
  }
}

async function readMatrices(
  entry: Entry,
  header: SafetensorsHeader,
  manifest: IndexManifest,
  { cancel }: CallContext,
): Promise<Record<string, Matrix>> {
  const matrices: [name: string, matrix: Matrix][] = [];
  await readTensors(
    entry,
    header,
    () => true,
    async (_, bytes) => {
      const { name, rows, cols, sha256 } = manifest.tensors[matrices.length];
      const found = await sha256Hex(bytes);
      if (found !== sha256) {
        throw damagedIndexFile(
          entry.path,
          `the tensor ${name} has the SHA-256 ${found}, and ${sha256} was expected`,
        );
      }
      const data = toFloat32(bytes, 32);
      const position = data.findIndex((value) => !Number.isFinite(value));
      if (position !== -1) {
        throw damagedIndexFile(
          entry.path,
          `the tensor ${name} holds ${data[position]} in row ${Math.floor(position / cols) + 1}, where a finite number was expected`,
        );
      }
      matrices.push([name, { rows, cols, data }]);
    },
    cancel,
  );
  return Object.fromEntries(matrices);
}
