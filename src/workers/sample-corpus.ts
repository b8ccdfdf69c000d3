import { XennError } from '../core/errors.ts';
import type { PickedFile } from './picked-file.ts';

const FILES = ['corpus.jsonl', 'queries.jsonl', 'qrels/train.tsv', 'qrels/test.tsv'];

/** The sample corpus that ships with the app, as if its folder had been picked. `baseUrl` ends with '/'. */
export async function fetchSampleCorpus(baseUrl: string): Promise<PickedFile[]> {
  return Promise.all(
    FILES.map(async (name) => {
      const response = await fetch(`${baseUrl}sample-corpus/${name}`);
      if (!response.ok) {
        throw new XennError(
          'ImportError',
          `Expected the sample corpus file sample-corpus/${name} beside the app, found HTTP status ${response.status}: rebuild the app with \`npm run build\`.`,
        );
      }
      return { path: `sample-corpus/${name}`, file: await response.blob() };
    }),
  );
}
