import { beforeAll, expect, test } from 'vitest';
import { configurePdf } from '../../formats/pdf-worker.ts';
import { startPdfThread } from '../pdf-threads.ts';
import { HOSTILE_CASES } from './all-cases.ts';
import { openPlace } from './open-place.ts';
import { type Place, storedState, takeCase } from './take-case.ts';

configurePdf(startPdfThread);

let place: Place;
beforeAll(async () => {
  place = await openPlace();
});

const COMMON_KEYS = Reflect.ownKeys(Object.prototype);

test.each(HOSTILE_CASES)('$way: $name', async (hostile) => {
  const before = await storedState(place);
  const outcome = await takeCase(hostile, place);
  expect(outcome).toEqual(hostile.expected);
  // What adds to the corpus, and was taken, is there; all else leaves it as it was.
  const adds = 'stored' in outcome && ['queries', 'trec', 'scores'].includes(hostile.way);
  if (!adds) expect(await storedState(place)).toEqual(before);
  expect(Reflect.ownKeys(Object.prototype)).toEqual(COMMON_KEYS);
});

test('there are no two cases of one name', () => {
  const names = HOSTILE_CASES.map(({ way, name }) => `${way}: ${name}`);
  expect(new Set(names).size).toBe(names.length);
});
