import { XennError } from '../core/errors.ts';
import type { SourceFile } from '../formats/records.ts';
import { readDocumentIds } from './document-ids.ts';
import { checkByCrossEncoder } from './import-scores-check.ts';
import { readScoreFiles } from './import-scores-files.ts';
import { createPairCollector } from './import-scores-pairs.ts';
import type { CrossEncoder, Store } from './ports.ts';
import type { CallContext, ScoreImportReport } from './records.ts';

/**
 * Takes in scores made elsewhere, in a format of `exportScores`, as the cross-encoder's in use. Nothing is stored
 * before all of them were read and a few compared with the cross-encoder; then each query's are stored at once, and
 * scores that are known already stay. Cancel takes effect between queries.
 *
 * @throws ImportError when the files cannot be read, name documents that the corpus does not have, give a pair two
 * scores, or are of another cross-encoder.
 */
export async function importScores(
  store: Pick<Store, 'readCorpus' | 'readDocumentPage' | 'readDocuments' | 'readScores' | 'writeScores'>,
  crossEncoder: CrossEncoder,
  { corpusId, files }: { readonly corpusId: string; readonly files: readonly SourceFile[] },
  { cancel }: CallContext = {},
): Promise<ScoreImportReport> {
  const { documentCount } = await store.readCorpus(corpusId);
  const { name, hash } = crossEncoder.identity;
  const path = files[0]?.path ?? '';
  const pairs = createPairCollector(await readDocumentIds(store, corpusId, documentCount), path);
  const { crossEncoderHash } = await readScoreFiles(files, pairs, cancel);
  // The corpus's hash in the file is not compared: documents may have come since, and the scores stay true.
  if (crossEncoderHash !== undefined && crossEncoderHash !== hash) {
    throw new XennError(
      'ImportError',
      `The scores of ${path} are those of another cross-encoder: expected the hash ${hash} of ${name}, found ${crossEncoderHash}. Nothing was imported; choose the cross-encoder that made them in the settings.`,
    );
  }
  const scores = pairs.finish();
  await checkByCrossEncoder(scores, store, crossEncoder, { corpusId, path }, cancel);

  let pairCount = 0;
  let newPairCount = 0;
  for (const [query, imported] of scores) {
    cancel?.throwIfAborted();
    const known = new Set((await store.readScores(corpusId, hash, query)).docRows);
    pairCount += imported.docRows.length;
    newPairCount += imported.docRows.filter((docRow) => !known.has(docRow)).length;
    await store.writeScores(corpusId, hash, query, imported);
  }
  return { queryCount: scores.size, pairCount, newPairCount };
}
