import { XennError } from '../core/errors.ts';
import type { TrainQuerySource } from '../core/index-records.ts';
import type { Store } from './ports.ts';
import type { IndexParameters } from './records.ts';
import {
  type ChosenTrainQueries,
  chooseOwnTrainQueries,
  choosePastSearches,
  choosePseudoQueries,
} from './train-queries.ts';

const NONE_FOUND: Readonly<Record<TrainQuerySource, string>> = {
  own: 'Expected at least one train query in the corpus, found none: choose queries made from the documents, or import a queries.jsonl whose queries are marked train.',
  history:
    'Expected at least one search that was typed, found none: search this corpus first, or choose other train queries.',
  titles:
    'Expected documents with a title or a sentence of 3 to 24 words to make queries from, found none: import train queries instead.',
  sentences:
    'Expected documents with a sentence of 3 to 24 words to make queries from, found none: import train queries instead.',
  'key-phrases':
    'Expected documents with at least 4 different words to make queries from, found none: import train queries instead.',
};

/** Same corpus and parameters, same queries. Throws InvalidArgumentError when there is not one. */
export async function chooseTrainQueries(
  store: Store,
  parameters: Pick<IndexParameters, 'corpusId' | 'trainQueries' | 'trainQueryCount' | 'seed'>,
  documentCount: number,
): Promise<ChosenTrainQueries> {
  const { corpusId, trainQueries, trainQueryCount: count, seed } = parameters;
  const readDocuments = (docRows: Uint32Array) => store.readDocuments(corpusId, docRows);
  const choose = async (): Promise<ChosenTrainQueries> => {
    switch (trainQueries) {
      case 'own':
        return chooseOwnTrainQueries(await store.listQueries(corpusId), count, seed);
      case 'history':
        return choosePastSearches(await store.listSearches(corpusId), count, seed);
      default:
        return choosePseudoQueries({ kind: trainQueries, count, seed, documentCount, readDocuments });
    }
  };
  const chosen = await choose();
  if (chosen.queries.length > 0) return chosen;
  throw new XennError('InvalidArgumentError', NONE_FOUND[trainQueries]);
}
