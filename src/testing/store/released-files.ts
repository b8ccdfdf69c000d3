/**
 * Database files as every released storage version left them: written once by the code of that version, on its memory host,
 * with Date.now() at 1,600,000,000,000. The calls, where a version 1 has no argument of that kind without it:
 *
 *     beginImport('Pets', 'pets.zip'); appendDocuments(DOCUMENTS); appendQueries([q1: 'cats', split '']);
 *     appendJudgements([q1, d1, grade 2, split 'test']); commitImport()
 *     writeScores('ce', 'cats', { docRows: [0, 2], scores: [1.5, -3.25] })
 *     writeMatrix('embedding:de', 3 x 2 [1, 0, 0, 1, 0.5, 0.5], 'documents')
 *     writeMatrix('tokens:ce', 3 x 1 [4, 7, 5], 'documents')
 *     writeMatrix('token-ids:ce', 5 x 1 [3, 1, 1, 1, 9], 'packed-documents')
 *     writeIndex('i1', items 3 x 2 [2, 0, 0, 2, 1, 1]; from version 2 on also tower 1 x 2 [3, 4])
 *     writeJob('j1', 'build-index')
 *
 * and from version 2 on recordSearch('cats', 1,700,000,000,000), writeMeasurement('recall:i1', '{"recall":0.5}') and, never
 * committed, appendAddition([{ id: 'd4', title: '', text: 'waiting' }]).
 */
import { RELEASED_DATABASES } from '../fixtures/released-databases.ts';

export const RELEASED_VERSIONS: readonly number[] = Object.keys(RELEASED_DATABASES).map(Number);

/** The bytes of the file that this version left. */
export async function releasedFile(version: number): Promise<Uint8Array<ArrayBuffer>> {
  const zipped = Uint8Array.from(atob(RELEASED_DATABASES[version]), (character) => character.charCodeAt(0));
  const unzipped = new Blob([zipped]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(unzipped).arrayBuffer());
}
