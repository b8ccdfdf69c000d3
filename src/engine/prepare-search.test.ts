import { expect, it } from 'vitest';
import { XennError } from '../core/errors.ts';
import { openEngine, searchFor } from '../testing/engine-on-fakes.ts';
import type { ItemSpace } from './item-space.ts';
import type { OpenCorpus } from './open-corpus.ts';
import { prepareSearch } from './prepare-search.ts';

it('refuses more rounds than there is memory for, and says how many fit', async () => {
  const { corpusId } = await openEngine();
  // Nothing of it is read before the rounds are laid out.
  const itemVectors = { rows: 2 ** 20, cols: 1, data: new Float32Array(0) };
  const place = {
    itemSpace: { itemVectors } as ItemSpace,
    openGraph: () => Promise.reject(new Error('Unused.')),
  };
  const request = searchFor(corpusId, { budget: 1000, schedule: { kind: 'equal', rounds: 129 } });
  await expect(prepareSearch({} as OpenCorpus, place, request)).rejects.toThrow(
    new XennError(
      'InvalidArgumentError',
      'Expected at most 128 rounds over 1048576 documents, because each keeps an estimate of every document in memory, ' +
        'found 129. Choose fewer rounds, or larger batches.',
    ),
  );
});
